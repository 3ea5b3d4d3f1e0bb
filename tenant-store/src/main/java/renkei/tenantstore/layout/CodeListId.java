package renkei.tenantstore.layout;

import java.util.regex.Pattern;

/**
 * A code list of a layout.
 *
 * @param value CL and 8 digits
 */
public record CodeListId(String value) {

  private static final Pattern FORM = Pattern.compile("CL[0-9]{8}");

  /** Throws {@link IllegalArgumentException}, naming the form, if the value is malformed. */
  public CodeListId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("CodeListId must be CL and 8 digits");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
