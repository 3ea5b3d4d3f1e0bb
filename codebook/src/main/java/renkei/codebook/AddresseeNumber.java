package renkei.codebook;

import java.util.regex.Pattern;

/**
 * One person inside one municipality (団体内統合宛名番号): 15 digits or upper-case letters, left-padded with
 * zeros. Where nothing is known of the municipality's numbers, one that looks like a 個人番号 or 住民票コード
 * is refused; {@code AddresseeForm} and what was taken before know more. Equal by value.
 */
public final class AddresseeNumber {

  private static final int LENGTH = 15;
  private static final Pattern FORM = Pattern.compile("[0-9A-Z]{15}");

  private final String value;

  /**
   * Throws {@link IllegalArgumentException} if malformed, {@link ForbiddenNumberException} if it
   * may be a number that must never reach the platform.
   */
  public AddresseeNumber(String value) {
    this(value, true);
  }

  private AddresseeNumber(String value, boolean maybeForbidden) {
    if (maybeForbidden) {
      ForbiddenNumbers.refuse(value, "AddresseeNumber");
    }
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "AddresseeNumber must be 15 digits or upper-case letters, left-padded with zeros");
    }
    this.value = value;
  }

  /** Pads a shorter number with zeros on the left; throws as the constructor does. */
  public static AddresseeNumber padded(String shorter) {
    ForbiddenNumbers.refuse(shorter, "AddresseeNumber");
    return new AddresseeNumber("0".repeat(Math.max(0, LENGTH - shorter.length())) + shorter);
  }

  /**
   * One that is known not to be a forbidden number, whatever it looks like: it was taken before and
   * comes from where it is kept, or it is of the form its municipality declared, or there are so
   * many like it that the likeness is chance. Throws {@link IllegalArgumentException} if malformed.
   */
  public static AddresseeNumber known(String value) {
    return new AddresseeNumber(value, false);
  }

  /** As it is written. */
  public String value() {
    return value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AddresseeNumber number && number.value.equals(value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  /** Hides the value. */
  @Override
  public String toString() {
    return "AddresseeNumber[****]";
  }
}
