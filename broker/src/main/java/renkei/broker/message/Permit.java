package renkei.broker.message;

import java.time.Instant;
import renkei.codebook.AffairCode;
import renkei.codebook.AgencyCode;
import renkei.codebook.InformationCode;
import renkei.codebook.InquiryId;
import renkei.codebook.Lane;
import renkei.codebook.PermitId;
import renkei.codebook.ProcedureCode;
import renkei.codebook.Purpose;
import renkei.codebook.SubjectToken;

/**
 * The core's signed leave for one exchange (情報提供許可証).
 *
 * @param id one permit, one exchange
 * @param inquiry the inquiry it permits
 * @param purpose what the answer is for
 * @param lane the class of work the provider puts it in
 * @param inquirer who may ask
 * @param provider who may answer
 * @param affair the affair (事務) it is asked for
 * @param procedure the procedure of that affair
 * @param information what may be asked
 * @param subjectToken stands for the person; the same in decision, permitted inquiry and answer
 * @param route name of the way to the inquirer, resolved by the provider's own configuration
 * @param issuedAt when the core issued it
 * @param expiresAt from then on nothing is answered under it
 */
public record Permit(
    PermitId id,
    InquiryId inquiry,
    Purpose purpose,
    Lane lane,
    AgencyCode inquirer,
    AgencyCode provider,
    AffairCode affair,
    ProcedureCode procedure,
    InformationCode information,
    SubjectToken subjectToken,
    String route,
    Instant issuedAt,
    Instant expiresAt) {

  /** Whether the permit is in force at {@code now}. */
  public boolean isValidAt(Instant now) {
    return now.isBefore(expiresAt);
  }
}
