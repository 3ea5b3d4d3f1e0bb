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

  /** No such provision of this tenant is on hold (any more); nothing changed. */
  record NotHeld() implements Ruling {}
}
