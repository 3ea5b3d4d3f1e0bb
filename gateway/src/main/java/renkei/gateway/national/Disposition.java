package renkei.gateway.national;

import java.util.Optional;
import renkei.broker.InboundEffect;
import renkei.broker.Incoming;
import renkei.codebook.InquiryId;
import renkei.codebook.Lane;

/** What the door does with a message that it has read. */
sealed interface Disposition {

  /**
   * The broker deals with it.
   *
   * @param lane the class of work it goes into unless its inquiry says otherwise
   * @param inquiry the tenant's own inquiry it is about
   */
  record ByBroker(Lane lane, Optional<InquiryId> inquiry, Incoming content)
      implements Disposition {}

  /** It has its effect in the transaction that keeps it. */
  record AtDoor(InboundEffect effect) implements Disposition {}

  /**
   * Its permit breaks a rule, and it is refused.
   *
   * @param refusal by what name
   * @param because which rule it breaks, for the log
   */
  record Mismatch(Refusal refusal, String because) implements Disposition {}
}
