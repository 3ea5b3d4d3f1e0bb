package renkei.broker;

import renkei.codebook.Outcome;

/** What came of a member of staff's word on a held provision. */
public sealed interface Ruling {

  /**
   * Done and recorded; the answer is on its way (none goes out for {@code EXPIRED}).
   *
   * @param outcome what came of the provision
   */
  record Ruled(Outcome outcome) implements Ruling {}

  /**
   * Not released: after it was put on hold its person was flagged once more, or its code was bound
   * to somebody else. It is on hold from now on, with that in sight; a new release would do.
   */
  record HeldAgain() implements Ruling {}

  /** No such provision of this tenant is on hold (any more); nothing changed. */
  record NotHeld() implements Ruling {}
}
