package renkei.testagencies.vocabulary;

/**
 * A kind of information (特定個人情報名コード).
 *
 * @param value TM and 14 digits
 */
public record InformationCode(String value) {

  /** Refuses any other form. */
  public InformationCode {
    Format.require(value, "TM[0-9]{14}", "an information code");
  }
}
