package renkei.broker;

/** How far an exchange has come, and an inquiry with all of its exchanges. */
public enum InquiryState {
  /** Kept; on its way to the core. */
  ACCEPTED,
  /** Bulk: waits for the hours in which bulk work is done. */
  WAITING_FOR_WINDOW,
  /** Sent to the core. */
  WAITING_FOR_PERMIT,
  /** The core has asked the provider. */
  PERMITTED,
  /** It has its one outcome. */
  FINISHED
}
