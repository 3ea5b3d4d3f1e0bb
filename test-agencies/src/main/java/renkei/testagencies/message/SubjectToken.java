package renkei.testagencies.message;

/**
 * Ties decision, permitted inquiry and answer of one permit to one person; opaque.
 *
 * @param value 32 lower-case hexadecimal digits
 */
public record SubjectToken(String value) {

  /** Refuses any other form. */
  public SubjectToken {
    Form.require(value, "[0-9a-f]{32}", "a subject token");
  }

  /** Hides the value. */
  @Override
  public String toString() {
    return "SubjectToken[****]";
  }
}
