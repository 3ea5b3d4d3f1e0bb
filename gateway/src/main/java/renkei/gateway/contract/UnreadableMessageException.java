package renkei.gateway.contract;

import renkei.gateway.wording.Phrase;

/**
 * An element that the contract does not know, or misses, or finds in the wrong form. The message
 * names the element and never its text.
 */
public final class UnreadableMessageException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final transient ElementFault fault;
  private final MessageFault why;

  /**
   * Names the element and the form.
   *
   * @param expected completes "must …"
   */
  public UnreadableMessageException(String element, Phrase expected) {
    this(MessageFault.MALFORMED_MESSAGE, element, expected);
  }

  UnreadableMessageException(MessageFault why, String element, Phrase expected) {
    super(element + " must " + expected.en());
    this.fault = new ElementFault(element, expected);
    this.why = why;
  }

  /** By what name the message is refused. */
  public MessageFault why() {
    return why;
  }

  /** For the sender. */
  public ElementFault fault() {
    return fault;
  }

  /** Bad input must stay cheap: nobody reads the stack of a stranger's mistake. */
  @Override
  public Throwable fillInStackTrace() {
    return this;
  }
}
