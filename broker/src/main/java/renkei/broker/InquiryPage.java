package renkei.broker;

import java.util.List;
import java.util.Optional;
import renkei.codebook.InquiryId;

/**
 * Some of a tenant's own inquiries, the newest first.
 *
 * @param next the last of them if older ones come after it; empty if there are no more
 */
public record InquiryPage(List<InquiryStatus> inquiries, Optional<InquiryId> next) {

  /** Copies the list. */
  public InquiryPage {
    inquiries = List.copyOf(inquiries);
  }
}
