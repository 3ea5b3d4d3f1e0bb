package renkei.broker;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import renkei.codebook.InquiryId;
import renkei.codebook.Outcome;
import renkei.codebook.Reason;

/**
 * Where an inquiry stands.
 *
 * @param id the inquiry
 * @param localId the local system's own name for it
 * @param state how far it has come
 * @param outcome what came of it, exactly when it is {@link InquiryState#FINISHED}
 * @param reason why, where there is something to say
 * @param askingAgainHelps whether a new inquiry may succeed where this one failed; said exactly
 *     with {@code FAILED}
 * @param deadline when it expires, or would have
 */
public record InquiryStatus(
    InquiryId id,
    LocalId localId,
    InquiryState state,
    Optional<Outcome> outcome,
    Optional<Reason> reason,
    Optional<Boolean> askingAgainHelps,
    Instant deadline) {

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
