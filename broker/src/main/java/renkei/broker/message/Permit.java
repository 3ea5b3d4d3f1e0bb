package renkei.broker.message;

import java.time.Instant;
import renkei.codebook.AgencyCode;
import renkei.codebook.ExchangeId;
import renkei.codebook.InquiryId;
import renkei.codebook.Lane;
import renkei.codebook.Matter;
import renkei.codebook.PermitId;
import renkei.codebook.Purpose;
import renkei.codebook.SubjectToken;

/**
 * The core's signed leave for one exchange (情報提供許可証).
 *
 * @param id one permit, one exchange
 * @param exchange the exchange it permits
 * @param inquiry the inquiry that exchange is part of
 * @param purpose what the answer is for
 * @param lane the class of work the provider puts it in
 * @param inquirer who may ask
 * @param provider who may answer
 * @param matter what may be asked, and under which procedure
 * @param subjectToken stands for the person; the same in decision, permitted inquiry and answer
 * @param route name of the way to the inquirer, resolved by the provider's own configuration
 * @param issuedAt when the core issued it
 * @param expiresAt from then on nothing is answered under it
 */
public record Permit(
    PermitId id,
    ExchangeId exchange,
    InquiryId inquiry,
    Purpose purpose,
    Lane lane,
    AgencyCode inquirer,
    AgencyCode provider,
    Matter matter,
    SubjectToken subjectToken,
    String route,
    Instant issuedAt,
    Instant expiresAt) {

  /** Whether the permit is in force at {@code now}. */
  public boolean isValidAt(Instant now) {
    return now.isBefore(expiresAt);
  }
}
