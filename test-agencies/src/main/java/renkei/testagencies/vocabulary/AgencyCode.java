package renkei.testagencies.vocabulary;

/**
 * One public body (機関コード).
 *
 * @param value 16 digits
 */
public record AgencyCode(String value) {

  /** Refuses any other form. */
  public AgencyCode {
    Format.require(value, "[0-9]{16}", "an agency code");
  }
}
