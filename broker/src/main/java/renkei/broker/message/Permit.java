package renkei.broker.message;

import java.time.Instant;
import java.util.Optional;
import renkei.codebook.AgencyCode;
import renkei.codebook.ExchangeId;
import renkei.codebook.Handling;
import renkei.codebook.InquiryId;
import renkei.codebook.Lane;
import renkei.codebook.Matter;
import renkei.codebook.PermissionRowId;
import renkei.codebook.PermitId;
import renkei.codebook.Purpose;
import renkei.codebook.SubjectToken;
import renkei.codebook.Terms;

/**
 * The core's signed leave for one exchange (情報提供許可証).
 *
 * @param id one permit, one exchange
 * @param exchange the exchange it permits
 * @param inquiry the inquiry that exchange is part of
 * @param purpose what the answer is for
 * @param handling the class of work the provider puts it in, and what put it there
 * @param inquirer who may ask
 * @param provider who may answer
 * @param matter what may be asked, and under which procedure
 * @param terms on what terms; the core's word, which the provider checks by its own
 * @param grounds what allowed it; empty in a permit of contract 1, which did not say
 * @param subjectToken stands for the person; the same in decision, permitted inquiry and answer
 * @param route name of the way to the inquirer, resolved by the provider's own configuration
 * @param askedAt when the inquirer asked
 * @param issuedAt when the core issued it
 * @param expiresAt from then on nothing is answered under it
 */
public record Permit(
    PermitId id,
    ExchangeId exchange,
    InquiryId inquiry,
    Purpose purpose,
    Handling handling,
    AgencyCode inquirer,
    AgencyCode provider,
    Matter matter,
    Terms terms,
    Optional<Grounds> grounds,
    SubjectToken subjectToken,
    String route,
    Instant askedAt,
    Instant issuedAt,
    Instant expiresAt) {

  /**
   * What the core allowed it by.
   *
   * @param row the row of the permission list
   * @param list the version of that list
   */
  public record Grounds(PermissionRowId row, long list) {}

  /** The class of work the provider puts it in. */
  public Lane lane() {
    return handling.lane();
  }

  /** Whether the permit is in force at {@code now}. */
  public boolean isValidAt(Instant now) {
    return now.isBefore(expiresAt);
  }
}
