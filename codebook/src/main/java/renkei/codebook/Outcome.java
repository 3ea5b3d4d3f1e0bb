package renkei.codebook;

/** How an exchange ended; an answer is always exactly one of them. */
public enum Outcome {
  /** The content was given. */
  PROVIDED,
  /** The provider has loaded this information and holds nothing on this person (該当なし). */
  NO_RECORD,
  /** The provider has not loaded this information: nothing can be said about the person. */
  NOT_REGISTERED,
  /** A person refused it after a hold. */
  WITHHELD,
  /** No permission, no permit, or an expired list. */
  REFUSED,
  /** No answer in time. */
  EXPIRED,
  /** The inquirer withdrew it before it was answered. */
  WITHDRAWN,
  /** A technical failure. */
  FAILED
}
