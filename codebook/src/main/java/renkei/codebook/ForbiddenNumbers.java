package renkei.codebook;

import java.util.Optional;

/**
 * Recognises the two numbers that must never reach the platform. Every opaque field is held against
 * this before anything else looks at it.
 */
public final class ForbiddenNumbers {

  /** Which number it is. */
  public enum Kind {
    /** 個人番号: 12 digits, the last a check digit. */
    INDIVIDUAL_NUMBER,
    /** 住民票コード: 11 digits, the last a check digit. */
    RESIDENT_CODE
  }

  /** In digits, and so in characters at least. */
  private static final int SHORTEST = 11;

  private static final int LONGEST = 64;

  /** What people put between digits besides spaces and dashes. */
  private static final String SEPARATORS = "\t\n\u000b\f\r\u2212\u30fc\u30fb./_";

  private ForbiddenNumbers() {}

  /**
   * Says whether {@code field} as a whole is such a number. Separators and full-width digits do not
   * hide one, nor does padding with zeros on the left; a number that itself starts with zero is
   * seen only where it is not padded, since otherwise every eleventh short number would be refused.
   *
   * @return empty if it is none
   */
  public static Optional<Kind> in(String field) {
    return likeness(field).filter(Likeness::checks).map(Likeness::kind);
  }

  /**
   * What a field looks like by its digits. One in ten has the check digit by chance: many fields of
   * one kind tell by the share of those that do.
   *
   * @param kind the number it has the length of
   * @param checks whether the check digit is right as well
   */
  public record Likeness(Kind kind, boolean checks) {}

  /** As {@link #in}, whether the check digit is right or not; empty if it has another length. */
  public static Optional<Likeness> likeness(String field) {
    if (field.length() < SHORTEST || field.length() > LONGEST) {
      return Optional.empty();
    }
    String digits = digits(field);
    return digits.length() == 12 || digits.length() == 11
        ? ofLength(digits)
        : ofLength(withoutPadding(digits));
  }

  /**
   * Throws if the field is such a number.
   *
   * @param field the value to look at
   * @param name what to call the field in the message; the value is not mentioned
   * @throws ForbiddenNumberException if it is one
   */
  public static void refuse(String field, String name) {
    in(field)
        .ifPresent(
            kind -> {
              throw new ForbiddenNumberException(kind, name);
            });
  }

  /** The digits in ASCII, or nothing at all if there is anything else but separators. */
  private static String digits(String field) {
    StringBuilder digits = new StringBuilder(field.length());
    for (int at = 0; at < field.length(); ) {
      int c = field.codePointAt(at);
      int digit = Character.digit(c, 10);
      if (digit >= 0) {
        digits.append((char) ('0' + digit));
      } else if (!separates(c)) {
        return "";
      }
      at += Character.charCount(c);
    }
    return digits.toString();
  }

  /** Spaces, dashes and invisible characters of any width, and some others. */
  private static boolean separates(int c) {
    return switch (Character.getType(c)) {
      case Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.DASH_PUNCTUATION,
          Character.FORMAT ->
          true;
      default -> SEPARATORS.indexOf(c) >= 0;
    };
  }

  private static String withoutPadding(String digits) {
    int start = 0;
    while (start < digits.length() && digits.charAt(start) == '0') {
      start++;
    }
    return digits.substring(start);
  }

  private static Optional<Likeness> ofLength(String digits) {
    return switch (digits.length()) {
      case 12 -> Optional.of(new Likeness(Kind.INDIVIDUAL_NUMBER, checks(digits)));
      case 11 -> Optional.of(new Likeness(Kind.RESIDENT_CODE, checks(digits)));
      default -> Optional.empty();
    };
  }

  /**
   * Both numbers are checked alike: with P(n) the n-th digit from the right, the check digit not
   * counted, and Q(n) = n + 1 up to the sixth and n - 5 from the seventh, the check digit is 11
   * minus the sum of P(n) Q(n) modulo 11, or 0 where that remainder is 0 or 1. Sources:
   * 平成26年総務省令第85号 第5条 (個人番号), 平成14年総務省告示第436号 (住民票コード).
   */
  private static boolean checks(String digits) {
    int last = digits.length() - 1;
    int sum = 0;
    for (int n = 1; n <= last; n++) {
      sum += (digits.charAt(last - n) - '0') * (n <= 6 ? n + 1 : n - 5);
    }
    int remainder = sum % 11;
    return digits.charAt(last) - '0' == (remainder <= 1 ? 0 : 11 - remainder);
  }
}
