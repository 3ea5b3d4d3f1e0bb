package renkei.gateway.staff;

/** What a person can do so that it is recorded. */
public enum Action {
  /** An operator or member of staff was added. */
  PERSON_ADDED,
  /** A person set password and one-time codes by an enrolment code. */
  PERSON_ENROLLED,
  /** A person may act no more. */
  PERSON_ENDED,
  /** A person lost its credential and may enrol anew, or got another certificate. */
  PERSON_RESET,
  /** Something that needs a second person was proposed. */
  PROPOSED,
  /** A second person approved it, and it was done. */
  APPROVED,
  /** A second person declined it. */
  DECLINED,
  /** An operator brought an edition of a layout. */
  LAYOUT_TAKEN,
  /** A hold (自動応答不可) was set. */
  HOLD_SET,
  /** A hold was ended. */
  HOLD_ENDED,
  /** A protection case (支援措置) was opened. */
  PROTECTION_OPENED,
  /** A protection case was ended. */
  PROTECTION_ENDED,
  /** One body may be answered about a protected person for a while. */
  LEAVE_GIVEN,
  /** That was taken back. */
  LEAVE_ENDED,
  /** The doubt about an information code was ended. */
  DOUBT_ENDED,
  /** A load of replicas that changes much was approved. */
  LOAD_APPROVED,
  /** An edition was signed off after a load in test mode. */
  EDITION_SIGNED_OFF,
  /** A load that was a test was made to count. */
  LOAD_RELEASED,
  /** A record is not shown to the person it is about (不開示). */
  RECORD_HIDDEN,
  /** A record is shown again. */
  RECORD_SHOWN,
  /** A held provision was answered. */
  PROVISION_RELEASED,
  /** A held provision was refused. */
  PROVISION_REFUSED
}
