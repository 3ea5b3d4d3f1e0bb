package renkei.codebook;

import java.util.regex.Pattern;

/**
 * One person inside one municipality (団体内統合宛名番号).
 *
 * @param value 15 digits or upper-case letters, left-padded with zeros
 */
public record AddresseeNumber(String value) {

  private static final int LENGTH = 15;
  private static final Pattern FORM = Pattern.compile("[0-9A-Z]{15}");

  /**
   * Throws {@link IllegalArgumentException} if malformed, {@link ForbiddenNumberException} if it is
   * a number that must never reach the platform.
   */
  public AddresseeNumber {
    ForbiddenNumbers.refuse(value, "AddresseeNumber");
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "AddresseeNumber must be 15 digits or upper-case letters, left-padded with zeros");
    }
  }

  /** Pads a shorter number with zeros on the left. */
  public static AddresseeNumber padded(String shorter) {
    ForbiddenNumbers.refuse(shorter, "AddresseeNumber");
    return new AddresseeNumber("0".repeat(Math.max(0, LENGTH - shorter.length())) + shorter);
  }

  /** Hides the value. */
  @Override
  public String toString() {
    return "AddresseeNumber[****]";
  }
}
