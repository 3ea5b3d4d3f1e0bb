package renkei.testagencies.vocabulary;

/**
 * One person as known to one body (情報提供用個人識別符号); whose it is, the message says.
 *
 * @param value 32 lower-case hexadecimal digits
 */
public record PersonCode(String value) {

  /** Refuses any other form. */
  public PersonCode {
    Format.require(value, "[0-9a-f]{32}", "a person code");
  }

  /** Hides the value. */
  @Override
  public String toString() {
    return "PersonCode[****]";
  }
}
