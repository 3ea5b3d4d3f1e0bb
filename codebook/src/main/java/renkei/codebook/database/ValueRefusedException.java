package renkei.codebook.database;

/**
 * PostgreSQL is there and would not keep a value: it has no such date, or a constraint forbids it.
 * The transaction left no trace, and the same values will be refused again. The message names no
 * value.
 */
public final class ValueRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message what was tried, without content
   */
  public ValueRefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
