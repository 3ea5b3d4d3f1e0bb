package renkei.gateway.contract;

/**
 * An element that the contract does not know, or misses, or finds in the wrong form. The message
 * names the element and never its text.
 */
public final class UnreadableMessageException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  /** Names the element and the form. */
  public UnreadableMessageException(String message) {
    super(message);
  }

  /** Bad input must stay cheap: nobody reads the stack of a stranger's mistake. */
  @Override
  public Throwable fillInStackTrace() {
    return this;
  }
}
