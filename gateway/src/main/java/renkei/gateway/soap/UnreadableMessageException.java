package renkei.gateway.soap;

/**
 * An element that the contract does not know, or misses, or finds in the wrong form. The message
 * names the element and never its text.
 */
final class UnreadableMessageException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  UnreadableMessageException(String message) {
    super(message);
  }

  /** Bad input must stay cheap: nobody reads the stack of a stranger's mistake. */
  @Override
  public Throwable fillInStackTrace() {
    return this;
  }
}
