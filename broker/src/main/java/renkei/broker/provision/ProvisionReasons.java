package renkei.broker.provision;

import renkei.broker.message.Ending;
import renkei.codebook.Reason;

/** The reasons this case gives, and the failure of provisions that the platform itself states. */
final class ProvisionReasons {

  static final Reason PERMIT_EXPIRED = new Reason("PERMIT_EXPIRED");
  static final Reason REFUSED_BY_STAFF = new Reason("REFUSED_BY_STAFF");
  static final Reason NOT_THE_CORE = new Reason("NOT_THE_CORE");
  static final Reason OTHER_KIND = new Reason("OTHER_KIND");
  static final Reason OTHER_PROVIDER = new Reason("OTHER_PROVIDER");
  static final Reason OTHER_PERSON_CODE = new Reason("OTHER_PERSON_CODE");

  /** By the very list that the permit names another row allows it: two read one list otherwise. */
  static final Reason OTHER_ROW = new Reason("OTHER_ROW");

  static final Reason REPEATED_PERMIT = new Reason("REPEATED_PERMIT");

  /** What the core added must be understood and is not; it will not be the next time either. */
  static final Ending ADDITION_NOT_UNDERSTOOD =
      Ending.failed(new Reason("ADDITION_NOT_UNDERSTOOD"), false);

  /** Less of it, by another condition or fewer items, can be answered. */
  static final Ending TOO_MANY_RECORDS = Ending.failed(new Reason("TOO_MANY_RECORDS"), true);

  /** Something is broken at the provider, and people are repairing it. */
  static final Ending NOT_ANSWERABLE = Ending.failed(new Reason("NOT_ANSWERABLE"), true);

  private ProvisionReasons() {}
}
