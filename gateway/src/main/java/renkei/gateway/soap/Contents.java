package renkei.gateway.soap;

import java.util.Optional;
import renkei.broker.InboundEffect;
import renkei.broker.Incoming;
import renkei.codebook.InquiryId;
import renkei.codebook.Lane;

/** What reading a verified message after its header led to. */
sealed interface Contents {

  /**
   * Something to do.
   *
   * @param lane the class of work it goes into unless its inquiry says otherwise
   * @param inquiry the tenant's own inquiry it is about
   * @param content what the broker deals with; empty if there is an effect
   * @param effect what it does here and now; empty if the broker deals with it
   */
  record Work(
      Lane lane,
      Optional<InquiryId> inquiry,
      Optional<Incoming> content,
      Optional<InboundEffect> effect)
      implements Contents {}

  /**
   * It contradicts itself.
   *
   * @param because which rule it breaks, for the log
   */
  record Mismatch(String because) implements Contents {}
}
