package renkei.broker.engine;

import renkei.codebook.Reason;

/** The reasons for which messages of any kind end, whatever they mean. */
final class Reasons {

  static final Reason EXPIRED = new Reason("EXPIRED");
  static final Reason REJECTED_BY_PEER = new Reason("REJECTED_BY_PEER");
  static final Reason UNREADABLE = new Reason("UNREADABLE");
  static final Reason DOES_NOT_OPEN = new Reason("DOES_NOT_OPEN");
  static final Reason LATE = new Reason("LATE");

  private Reasons() {}
}
