package renkei.gateway.national;

import renkei.broker.message.InboundMessage;

/** What the door does with a message that it has read. */
sealed interface Disposition {

  /** It is kept, and this is its work. */
  record Kept(InboundMessage.Work work) implements Disposition {}

  /**
   * Its permit breaks a rule, and it is refused.
   *
   * @param refusal by what name
   * @param because which rule it breaks, for the log
   */
  record Mismatch(Refusal refusal, String because) implements Disposition {}
}
