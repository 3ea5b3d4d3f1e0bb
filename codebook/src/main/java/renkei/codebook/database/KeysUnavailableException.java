package renkei.codebook.database;

/**
 * The keys of one tenant cannot be had now, because its file cannot be read: what is kept for it
 * waits, and nobody else is concerned.
 */
public final class KeysUnavailableException extends DatabaseUnavailableException {

  private static final long serialVersionUID = 1L;

  /** Says whose, and nothing of the keys. */
  public KeysUnavailableException(String message) {
    super(message, true);
  }
}
