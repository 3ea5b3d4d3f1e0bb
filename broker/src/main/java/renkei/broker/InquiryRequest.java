package renkei.broker;

import java.time.Duration;
import java.util.Optional;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.AffairCode;
import renkei.codebook.AgencyCode;
import renkei.codebook.InformationCode;
import renkei.codebook.Lane;
import renkei.codebook.ProcedureCode;

/**
 * A municipality's own system asks the platform to ask.
 *
 * @param localId its own name for the inquiry; the same name again is the same inquiry
 * @param subject whom it is about
 * @param affair the affair the procedure belongs to; empty for the one the permission list names
 * @param procedure under which procedure
 * @param information what
 * @param provider whom to ask
 * @param lane the class of work
 * @param deadline how long to wait for the answer; empty for the platform's usual time, which for
 *     bulk work begins when its hours do
 */
public record InquiryRequest(
    LocalId localId,
    AddresseeNumber subject,
    Optional<AffairCode> affair,
    ProcedureCode procedure,
    InformationCode information,
    AgencyCode provider,
    Lane lane,
    Optional<Duration> deadline) {

  /** Refuses a deadline that is not ahead. */
  public InquiryRequest {
    if (deadline.isPresent() && !deadline.get().isPositive()) {
      throw new IllegalArgumentException("a deadline must be a positive duration");
    }
  }
}
