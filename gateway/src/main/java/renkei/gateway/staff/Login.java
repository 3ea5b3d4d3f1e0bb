package renkei.gateway.staff;

import java.util.regex.Pattern;

/**
 * The name by which a person logs in and is recorded; never given to another person of the same
 * place.
 *
 * @param value 2 to 32 lower-case letters, digits, dots, hyphens and underscores; a letter first
 */
public record Login(String value) {

  private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9._-]{1,31}");

  /** Throws {@link IllegalArgumentException} if it has another form. */
  public Login {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "a login has 2 to 32 lower-case letters, digits, dots, hyphens and underscores, a letter"
              + " first");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
