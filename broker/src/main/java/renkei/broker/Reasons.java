package renkei.broker;

import renkei.codebook.Reason;

/** The reasons the broker itself gives. */
final class Reasons {

  static final Reason EXPIRED = new Reason("EXPIRED");
  static final Reason NO_ANSWER_IN_TIME = new Reason("NO_ANSWER_IN_TIME");
  static final Reason PERMIT_EXPIRED = new Reason("PERMIT_EXPIRED");
  static final Reason REFUSED_BY_STAFF = new Reason("REFUSED_BY_STAFF");
  static final Reason ANSWER_UNREADABLE = new Reason("ANSWER_UNREADABLE");
  static final Reason NOT_ANSWERABLE = new Reason("NOT_ANSWERABLE");
  static final Reason INQUIRY_REJECTED = new Reason("INQUIRY_REJECTED");
  static final Reason REJECTED_BY_PEER = new Reason("REJECTED_BY_PEER");
  static final Reason UNREADABLE = new Reason("UNREADABLE");
  static final Reason DOES_NOT_OPEN = new Reason("DOES_NOT_OPEN");
  static final Reason NOT_THE_CORE = new Reason("NOT_THE_CORE");
  static final Reason NOT_THE_PROVIDER = new Reason("NOT_THE_PROVIDER");
  static final Reason OTHER_PROVIDER = new Reason("OTHER_PROVIDER");
  static final Reason OTHER_PERSON_CODE = new Reason("OTHER_PERSON_CODE");
  static final Reason OTHER_PERMIT = new Reason("OTHER_PERMIT");
  static final Reason OTHER_PERSON = new Reason("OTHER_PERSON");
  static final Reason OTHER_INQUIRY = new Reason("OTHER_INQUIRY");
  static final Reason UNKNOWN_INQUIRY = new Reason("UNKNOWN_INQUIRY");
  static final Reason LATE = new Reason("LATE");
  static final Reason REPEATED_PERMIT = new Reason("REPEATED_PERMIT");

  private Reasons() {}
}
