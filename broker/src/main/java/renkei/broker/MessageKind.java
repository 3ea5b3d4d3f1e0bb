package renkei.broker;

/** The kinds of message of the national contract that have a row in the message table. */
public enum MessageKind {
  /** Inquirer to core: a question (情報照会). */
  INQUIRY,
  /** Core to provider: a permitted question. */
  PERMITTED_INQUIRY,
  /** Core to inquirer: the permit, or why there is none. */
  DECISION,
  /** Provider to inquirer. */
  ANSWER,
  /** Core to municipality: person codes. The door deals with it itself. */
  CODE_DELIVERY,
  /** Core to platform: the permission list. The door deals with it itself. */
  PERMISSION_LIST_DELIVERY;

  /**
   * Whether the message begins work. What goes on with work begun before, and so can end it, goes
   * ahead of that in a queue and does not wait for leave.
   */
  public boolean begins() {
    return switch (this) {
      case INQUIRY, PERMITTED_INQUIRY -> true;
      case DECISION, ANSWER, CODE_DELIVERY, PERMISSION_LIST_DELIVERY -> false;
    };
  }
}
