package renkei.broker;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import renkei.codebook.ExchangeId;
import renkei.codebook.InquiryId;
import renkei.codebook.Outcome;
import renkei.codebook.Reason;

/**
 * Where an inquiry stands.
 *
 * @param id the inquiry
 * @param localId the local system's own name for it
 * @param deadline when it expires, or would have
 * @param exchanges where each of its exchanges stands, in the order in which they were asked for
 */
public record InquiryStatus(
    InquiryId id, LocalId localId, Instant deadline, List<OfExchange> exchanges) {

  /** Copies the list. */
  public InquiryStatus {
    exchanges = List.copyOf(exchanges);
  }

  /**
   * Where one exchange stands.
   *
   * @param state how far it has come
   * @param outcome what came of it, exactly when it is {@link InquiryState#FINISHED}
   * @param reason why, where there is something to say
   * @param askingAgainHelps whether a new inquiry may succeed where this one failed; said exactly
   *     with {@code FAILED}
   */
  public record OfExchange(
      ExchangeId id,
      InquiryState state,
      Optional<Outcome> outcome,
      Optional<Reason> reason,
      Optional<Boolean> askingAgainHelps) {}

  /** How far the exchange has come that is behind all others: finished when all are. */
  public InquiryState state() {
    return exchanges.stream()
        .map(OfExchange::state)
        .min(Comparator.naturalOrder())
        .orElse(InquiryState.FINISHED);
  }

  /**
   * Some of a tenant's own inquiries, the newest first.
   *
   * @param next the last of them if older ones come after it; empty if there are no more
   */
  public record Page(List<InquiryStatus> inquiries, Optional<InquiryId> next) {

    /** Copies the list. */
    public Page {
      inquiries = List.copyOf(inquiries);
    }
  }
}
