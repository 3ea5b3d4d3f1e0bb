package renkei.testagencies.vocabulary;

/** How an exchange ended; exactly one of them. */
public enum Outcome {
  /** The information was given. */
  PROVIDED,
  /** The provider holds nothing on this person (該当なし). */
  NO_RECORD,
  /** The provider has not loaded this kind of information. */
  NOT_REGISTERED,
  /** Staff refused after a hold. */
  WITHHELD,
  /** No permission or no permit. */
  REFUSED,
  /** No answer in time. */
  EXPIRED,
  /** The inquirer took it back before it was answered. */
  WITHDRAWN,
  /** Technical failure. */
  FAILED
}
