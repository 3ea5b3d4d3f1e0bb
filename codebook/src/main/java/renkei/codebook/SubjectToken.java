package renkei.codebook;

import java.util.regex.Pattern;

/**
 * Stands for one person in one permit and nowhere else; ties an answer to the person asked about.
 *
 * @param value 32 lower-case hexadecimal digits
 */
public record SubjectToken(String value) {

  private static final Pattern FORM = Pattern.compile("[0-9a-f]{32}");

  /** Throws {@link IllegalArgumentException}, naming the form, if the value is malformed. */
  public SubjectToken {
    ForbiddenNumbers.refuse(value, "SubjectToken");
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("SubjectToken must be 32 lower-case hexadecimal digits");
    }
  }

  /** Hides the value. */
  @Override
  public String toString() {
    return "SubjectToken[****]";
  }
}
