package renkei.codebook;

import java.util.regex.Pattern;

/**
 * One municipality or prefecture on the platform, by its local government code (地方公共団体コード).
 *
 * @param value 6 digits, the last a check digit
 */
public record TenantId(String value) {

  private static final Pattern FORM = Pattern.compile("[0-9]{6}");

  /** Throws {@link IllegalArgumentException} if the form or the check digit is wrong. */
  public TenantId {
    if (!FORM.matcher(value).matches() || value.charAt(5) - '0' != checkDigit(value)) {
      throw new IllegalArgumentException("TenantId must be 6 digits, the last a check digit");
    }
  }

  /**
   * The digits are weighted 6, 5, 4, 3, 2; the check digit is the last digit of 11 minus the
   * weighted sum modulo 11. Source: 総務省「全国地方公共団体コード」検査数字.
   */
  private static int checkDigit(String value) {
    int sum = 0;
    for (int i = 0; i < 5; i++) {
      sum += (value.charAt(i) - '0') * (6 - i);
    }
    return (11 - sum % 11) % 10;
  }

  @Override
  public String toString() {
    return value;
  }
}
