package renkei.codebook;

import java.util.regex.Pattern;

/**
 * One item of an information code (特定個人情報項目コード).
 *
 * @param value TK and 14 digits
 */
public record ItemCode(String value) {

  private static final Pattern FORM = Pattern.compile("TK[0-9]{14}");

  /** Throws {@link IllegalArgumentException}, naming the form, if the value is malformed. */
  public ItemCode {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("ItemCode must be TK and 14 digits");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
