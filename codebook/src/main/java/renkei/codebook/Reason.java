package renkei.codebook;

import java.util.regex.Pattern;

/**
 * Why an outcome is what it is, for programs; never personal.
 *
 * @param value upper-case words joined by underscores, at most 64 characters (type {@code Reason}
 *     of the national contract)
 */
public record Reason(String value) {

  private static final Pattern FORM = Pattern.compile("[A-Z][A-Z0-9_]{0,63}");

  /** Refuses what is not upper-case words joined by underscores. */
  public Reason {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("a reason is up to 64 of A-Z, 0-9 and _");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
