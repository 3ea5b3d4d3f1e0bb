package renkei.codebook;

import java.util.regex.Pattern;

/**
 * One kind of public business (事務コード) in which information may be asked for.
 *
 * @param value JM and 14 digits
 */
public record AffairCode(String value) {

  private static final Pattern FORM = Pattern.compile("JM[0-9]{14}");

  /** Throws {@link IllegalArgumentException}, naming the form, if the value is malformed. */
  public AffairCode {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("AffairCode must be JM and 14 digits");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
