package renkei.testagencies.vocabulary;

/**
 * An affair under the law (事務コード).
 *
 * @param value JM and 14 digits
 */
public record AffairCode(String value) {

  /** Refuses any other form. */
  public AffairCode {
    Format.require(value, "JM[0-9]{14}", "an affair code");
  }
}
