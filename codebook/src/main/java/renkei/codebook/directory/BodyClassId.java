package renkei.codebook.directory;

import java.util.regex.Pattern;

/**
 * The name of a class of bodies in a permission list.
 *
 * @param value a capital letter or digit, then up to 31 of those and {@code -}
 */
public record BodyClassId(String value) {

  private static final Pattern FORM = Pattern.compile("[A-Z0-9][A-Z0-9-]{0,31}");

  /** Throws {@link IllegalArgumentException}, naming the form, if the value is malformed. */
  public BodyClassId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("BodyClassId must be 1 to 32 of A-Z, 0-9 and -");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
