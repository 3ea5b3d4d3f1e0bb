package renkei.broker.engine;

import renkei.codebook.Reason;

/** What came of a message that was received, inside its transaction. */
public sealed interface Settlement {

  /** Dealt with; a repeat is dealt with too. */
  record Done() implements Settlement {}

  /** Dealt with, and its row has been ended already, together with its reply. */
  record Replied() implements Settlement {}

  /** It came after the outcome, and has changed nothing. */
  record Late() implements Settlement {}

  /** Something has to come first; nothing was changed. */
  record TryAgain() implements Settlement {}

  /**
   * It must not have any effect, and has had none.
   *
   * @param reason why
   */
  record Refused(Reason reason) implements Settlement {}

  /**
   * What it asks for was done before, which shows only after something was written: the transaction
   * is rolled back, and the message ends without any effect.
   *
   * @param reason what was done before
   */
  record Repeated(Reason reason) implements Settlement {}
}
