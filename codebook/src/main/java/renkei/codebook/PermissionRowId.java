package renkei.codebook;

import java.util.regex.Pattern;

/**
 * One row of the permission list (照会許可用照合リスト), by the name that the core gave it.
 *
 * @param value a capital letter or digit, then up to 31 of those and {@code -}
 */
public record PermissionRowId(String value) implements Comparable<PermissionRowId> {

  private static final Pattern FORM = Pattern.compile("[A-Z0-9][A-Z0-9-]{0,31}");

  /** Throws {@link IllegalArgumentException}, naming the form, if the value is malformed. */
  public PermissionRowId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("PermissionRowId must be 1 to 32 of A-Z, 0-9 and -");
    }
  }

  /** By the characters of the value. */
  @Override
  public int compareTo(PermissionRowId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
