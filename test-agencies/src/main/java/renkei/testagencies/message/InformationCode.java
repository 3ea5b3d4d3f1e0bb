package renkei.testagencies.message;

/**
 * A kind of information (特定個人情報名コード).
 *
 * @param value TM and 14 digits
 */
public record InformationCode(String value) {

  /** Refuses any other form. */
  public InformationCode {
    Form.require(value, "TM[0-9]{14}", "an information code");
  }
}
