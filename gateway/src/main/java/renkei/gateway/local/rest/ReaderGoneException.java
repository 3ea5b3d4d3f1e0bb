package renkei.gateway.local.rest;

/** Whoever asked does not take the answer any more; there is nobody to tell. */
final class ReaderGoneException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ReaderGoneException(String message) {
    super(message);
  }

  ReaderGoneException(String message, Throwable cause) {
    super(message, cause);
  }
}
