package renkei.codebook;

import java.util.regex.Pattern;

/**
 * One person as known to one agency (情報提供用個人識別符号), issued and signed by the core; opaque.
 *
 * @param holder the agency the code was issued to; a code means nothing without it
 * @param value 32 lower-case hexadecimal digits
 */
public record PersonCode(AgencyCode holder, String value) {

  private static final Pattern FORM = Pattern.compile("[0-9a-f]{32}");

  /**
   * Throws {@link IllegalArgumentException} if malformed, {@link ForbiddenNumberException} if it is
   * a number that must never reach the platform.
   */
  public PersonCode {
    ForbiddenNumbers.refuse(value, "PersonCode");
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("PersonCode must be 32 lower-case hexadecimal digits");
    }
  }

  /** Names the holder and hides the value. */
  @Override
  public String toString() {
    return "PersonCode[" + holder + ", ****]";
  }
}
