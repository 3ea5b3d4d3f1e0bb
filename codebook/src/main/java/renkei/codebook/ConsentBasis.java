package renkei.codebook;

import java.util.regex.Pattern;

/**
 * What a consent rests on, as the permission list names it.
 *
 * @param value 1 to 32 of A-Z, 0-9 and _
 */
public record ConsentBasis(String value) {

  private static final Pattern FORM = Pattern.compile("[A-Z0-9_]{1,32}");

  /** Throws {@link IllegalArgumentException}, naming the form, if the value is malformed. */
  public ConsentBasis {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("ConsentBasis must be 1 to 32 of A-Z, 0-9 and _");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
