package renkei.testagencies.vocabulary;

/**
 * One item of a kind of information (特定個人情報項目コード).
 *
 * @param value TK and 14 digits
 */
public record ItemCode(String value) {

  /** Refuses any other form. */
  public ItemCode {
    Format.require(value, "TK[0-9]{14}", "an item code");
  }
}
