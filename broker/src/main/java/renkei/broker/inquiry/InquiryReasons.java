package renkei.broker.inquiry;

import renkei.broker.message.Ending;
import renkei.codebook.Reason;

/** The reasons this case gives, and the failures of inquiries that the platform itself states. */
final class InquiryReasons {

  static final Reason NO_ANSWER_IN_TIME = new Reason("NO_ANSWER_IN_TIME");
  static final Reason NOT_THE_CORE = new Reason("NOT_THE_CORE");
  static final Reason NOT_THE_PROVIDER = new Reason("NOT_THE_PROVIDER");
  static final Reason OTHER_PERMIT = new Reason("OTHER_PERMIT");
  static final Reason OTHER_PERSON = new Reason("OTHER_PERSON");
  static final Reason OTHER_KIND = new Reason("OTHER_KIND");
  static final Reason OTHER_INQUIRY = new Reason("OTHER_INQUIRY");

  /** An exchange of several in a message had its outcome before. */
  static final Reason LATE = new Reason("LATE");

  static final Reason UNKNOWN_INQUIRY = new Reason("UNKNOWN_INQUIRY");

  /** A new inquiry is answered anew, sealed to the certificate of then. */
  static final Ending ANSWER_UNREADABLE = Ending.failed(new Reason("ANSWER_UNREADABLE"), true);

  /** What the core does not take it will not take the next time either. */
  static final Ending INQUIRY_REJECTED = Ending.failed(new Reason("INQUIRY_REJECTED"), false);

  private InquiryReasons() {}
}
