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
  static final Reason REPEATED_PERMIT = new Reason("REPEATED_PERMIT");

  /** Something is broken at the provider, and people are repairing it. */
  static final Ending NOT_ANSWERABLE = Ending.failed(new Reason("NOT_ANSWERABLE"), true);

  private ProvisionReasons() {}
}
