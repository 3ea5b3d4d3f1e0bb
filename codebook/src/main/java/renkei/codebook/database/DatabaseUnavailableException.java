package renkei.codebook.database;

/**
 * PostgreSQL cannot be reached, has no room, takes no writes, gave up a transaction for another, is
 * damaged, is held because it may not be the right one, or cannot be read for want of a tenant's
 * keys.
 */
public sealed class DatabaseUnavailableException extends RuntimeException
    permits DatabaseDamagedException, KeysUnavailableException {

  private static final long serialVersionUID = 1L;

  private final boolean nothingCommitted;

  /**
   * @param message what was tried, without content
   * @param nothingCommitted whether it is certain that the transaction left no trace
   */
  public DatabaseUnavailableException(String message, boolean nothingCommitted, Throwable cause) {
    super(message, cause);
    this.nothingCommitted = nothingCommitted;
  }

  /** As the other constructor, where nothing was thrown. */
  public DatabaseUnavailableException(String message, boolean nothingCommitted) {
    super(message);
    this.nothingCommitted = nothingCommitted;
  }

  /**
   * Whether trying again is safe whatever the transaction did. False where the connection broke
   * during the commit, so that only work that may be repeated may be tried again.
   */
  public boolean safeToRetry() {
    return nothingCommitted;
  }
}
