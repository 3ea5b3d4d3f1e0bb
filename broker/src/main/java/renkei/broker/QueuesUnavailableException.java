package renkei.broker;

/** The message broker cannot be reached. Trying again is safe: rows are the truth. */
public final class QueuesUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Says what was tried. */
  public QueuesUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
