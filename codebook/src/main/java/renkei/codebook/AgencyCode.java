package renkei.codebook;

import java.util.regex.Pattern;

/**
 * One public body (機関コード).
 *
 * @param value 16 digits
 */
public record AgencyCode(String value) {

  private static final Pattern FORM = Pattern.compile("[0-9]{16}");

  /** Throws {@link IllegalArgumentException}, naming the form, if the value is malformed. */
  public AgencyCode {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("AgencyCode must be 16 digits");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
