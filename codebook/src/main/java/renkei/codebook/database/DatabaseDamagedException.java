package renkei.codebook.database;

/**
 * A page or an index of PostgreSQL is damaged (SQLSTATE XX001, XX002), or what it holds does not
 * fit together. Trying again soon does not help, and nothing may be decided for good on the
 * strength of it: the data may come back by a restore.
 */
public final class DatabaseDamagedException extends DatabaseUnavailableException {

  private static final long serialVersionUID = 1L;

  private final String sqlState;

  DatabaseDamagedException(
      String message, String sqlState, boolean nothingCommitted, Throwable cause) {
    super(message + " (" + sqlState + ")", nothingCommitted, cause);
    this.sqlState = sqlState;
  }

  /** As PostgreSQL said, such as {@code XX001}. */
  public String sqlState() {
    return sqlState;
  }
}
