package renkei.codebook.directory;

import java.util.regex.Pattern;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.ForbiddenNumberException;
import renkei.codebook.ForbiddenNumbers;

/**
 * The form of a municipality's addressee numbers (団体内統合宛名番号), as it declares it when it joins. A
 * number of this form is none of the two forbidden ones, though one in ten of 11 or 12 digits has a
 * check digit like theirs; any other is no number of this municipality.
 *
 * @param pattern up to 15 of {@code 0-9} and {@code A-Z}, which stand for themselves, and {@code
 *     #}, which stands for any digit; numbers are padded to it with zeros on the left
 */
public record AddresseeForm(String pattern) {

  private static final Pattern FORM = Pattern.compile("[0-9A-Z#]{0,14}#[0-9A-Z#]{0,14}");
  private static final int LENGTH = 15;

  /** Throws {@link IllegalArgumentException} if it is longer, or stands for one number only. */
  public AddresseeForm {
    if (pattern.length() > LENGTH || !FORM.matcher(pattern).matches()) {
      throw new IllegalArgumentException(
          "the form of addressee numbers must be up to 15 of 0-9, A-Z and #, one # at least");
    }
  }

  /**
   * Reads a number of this form.
   *
   * @throws ForbiddenNumberException if it is of another form, and may be a forbidden number
   * @throws IllegalArgumentException if it is of another form
   */
  public AddresseeNumber read(String value) {
    if (!fits(value)) {
      ForbiddenNumbers.refuse(value, "AddresseeNumber");
      throw new IllegalArgumentException(
          "AddresseeNumber must have the form its municipality declared, " + pattern);
    }
    return AddresseeNumber.known(value);
  }

  private boolean fits(String value) {
    String padded = "0".repeat(LENGTH - pattern.length()) + pattern;
    if (value.length() != LENGTH) {
      return false;
    }
    for (int i = 0; i < LENGTH; i++) {
      char wanted = padded.charAt(i);
      char there = value.charAt(i);
      if (wanted == '#' ? there < '0' || there > '9' : there != wanted) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return pattern;
  }
}
