package renkei.broker;

/** The failures that the platform itself states, and whether asking again helps. */
final class Failures {

  /** A new inquiry is answered anew, sealed to the certificate of then. */
  static final Ending ANSWER_UNREADABLE = Ending.failed(Reasons.ANSWER_UNREADABLE, true);

  /** What the core does not take it will not take the next time either. */
  static final Ending INQUIRY_REJECTED = Ending.failed(Reasons.INQUIRY_REJECTED, false);

  /** Something is broken at the provider, and people are repairing it. */
  static final Ending NOT_ANSWERABLE = Ending.failed(Reasons.NOT_ANSWERABLE, true);

  private Failures() {}
}
