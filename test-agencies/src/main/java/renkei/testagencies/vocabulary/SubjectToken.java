package renkei.testagencies.vocabulary;

/**
 * Ties decision, permitted inquiry and answer of one permit to one person; opaque.
 *
 * @param value 32 lower-case hexadecimal digits
 */
public record SubjectToken(String value) {

  /** Refuses any other form. */
  public SubjectToken {
    Format.require(value, "[0-9a-f]{32}", "a subject token");
  }

  /** Hides the value. */
  @Override
  public String toString() {
    return "SubjectToken[****]";
  }
}
