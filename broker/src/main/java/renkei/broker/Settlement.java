package renkei.broker;

import renkei.codebook.Reason;

/** What came of looking at an incoming message, inside its transaction. */
sealed interface Settlement {

  /** Dealt with; a repeat is dealt with too. */
  record Done() implements Settlement {}

  /** It came after the outcome, and has changed nothing. */
  record Late() implements Settlement {}

  /** Dealt with, and its row has been ended already. */
  record Ended() implements Settlement {}

  /** Something has to come first; nothing was changed. */
  record TryAgain() implements Settlement {}

  /** It must not have any effect, and has had none. */
  record Refused(Reason reason) implements Settlement {}
}
