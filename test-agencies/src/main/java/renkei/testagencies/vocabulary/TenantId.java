package renkei.testagencies.vocabulary;

/**
 * One municipality as the platform's tenant (地方公共団体コード).
 *
 * @param value 6 digits, the last a check digit
 */
public record TenantId(String value) {

  /** Refuses any other form; the check digit is for the platform to check. */
  public TenantId {
    Format.require(value, "[0-9]{6}", "a tenant id");
  }

  @Override
  public String toString() {
    return value;
  }
}
