package renkei.signing.evidence;

/** What came of asking for a time-stamp, or of checking one. */
public sealed interface TimeStamping {

  /** It is an accepted authority's, and over the hash in question. */
  record Stamped(TimeStamp stamp) implements TimeStamping {}

  /**
   * The authority did not answer; asking again may help.
   *
   * @param reason for an operator
   */
  record Away(String reason) implements TimeStamping {}

  /**
   * What came is not to be used.
   *
   * @param reason for an operator
   */
  record Unusable(String reason) implements TimeStamping {}
}
