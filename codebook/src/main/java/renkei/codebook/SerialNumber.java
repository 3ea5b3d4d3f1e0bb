package renkei.codebook;

import java.util.regex.Pattern;

/**
 * Ties a code request to its answer (処理通番); deleted once matched.
 *
 * @param value 26 upper-case base32 characters
 */
public record SerialNumber(String value) {

  private static final Pattern FORM = Pattern.compile("[A-Z2-7]{26}");

  /** Throws {@link IllegalArgumentException}, naming the form, if the value is malformed. */
  public SerialNumber {
    ForbiddenNumbers.refuse(value, "SerialNumber");
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("SerialNumber must be 26 upper-case base32 characters");
    }
  }

  /** Hides the value. */
  @Override
  public String toString() {
    return "SerialNumber[****]";
  }
}
