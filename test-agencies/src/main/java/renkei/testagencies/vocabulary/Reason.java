package renkei.testagencies.vocabulary;

/**
 * Why something was refused or failed, for programs; never personal.
 *
 * @param value upper-case words joined by underscores
 */
public record Reason(String value) {

  /** Refuses any other form. */
  public Reason {
    Format.require(value, "[A-Z][A-Z0-9_]{0,63}", "a reason");
  }
}
