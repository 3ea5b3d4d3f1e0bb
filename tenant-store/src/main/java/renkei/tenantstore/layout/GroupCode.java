package renkei.tenantstore.layout;

import java.util.regex.Pattern;

/**
 * A group of items of a layout, such as the members of a household.
 *
 * @param value TG and 14 digits
 */
public record GroupCode(String value) {

  private static final Pattern FORM = Pattern.compile("TG[0-9]{14}");

  /** Throws {@link IllegalArgumentException}, naming the form, if the value is malformed. */
  public GroupCode {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("GroupCode must be TG and 14 digits");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
