package renkei.tenantstore.layout;

/**
 * A group of items of a layout, such as the members of a household.
 *
 * @param value TG and 14 digits
 */
public record GroupCode(String value) {

  private static final String PREFIX = "TG";
  private static final int LENGTH = 16;

  /** Throws {@link IllegalArgumentException}, naming the form, if the value is malformed. */
  public GroupCode {
    if (!isOne(value)) {
      throw new IllegalArgumentException("GroupCode must be TG and 14 digits");
    }
  }

  /** By hand: of each record that is read one is made for each value. */
  private static boolean isOne(String value) {
    if (value.length() != LENGTH || !value.startsWith(PREFIX)) {
      return false;
    }
    for (int i = PREFIX.length(); i < LENGTH; i++) {
      if (value.charAt(i) < '0' || value.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return value;
  }
}
