package renkei.testagencies.message;

import java.time.Instant;
import renkei.testagencies.vocabulary.AgencyCode;
import renkei.testagencies.vocabulary.InquiryId;
import renkei.testagencies.vocabulary.Lane;
import renkei.testagencies.vocabulary.PermitId;
import renkei.testagencies.vocabulary.Purpose;
import renkei.testagencies.vocabulary.RouteName;
import renkei.testagencies.vocabulary.SubjectToken;

/**
 * The core's leave for one exchange (情報提供許可証).
 *
 * @param permitId names it
 * @param inquiryId the inquiry it answers
 * @param purpose what for
 * @param lane class of work, binding for everybody
 * @param inquirer who may ask
 * @param provider who may answer
 * @param matter what, and under which procedure
 * @param subjectToken the person, opaque and for this permit alone
 * @param route where the answer goes, a name
 * @param issuedAt from when
 * @param expiresAt until when
 */
public record Permit(
    PermitId permitId,
    InquiryId inquiryId,
    Purpose purpose,
    Lane lane,
    AgencyCode inquirer,
    AgencyCode provider,
    Matter matter,
    SubjectToken subjectToken,
    RouteName route,
    Instant issuedAt,
    Instant expiresAt) {

  /** The exchange it gives leave for. */
  public Exchange exchange() {
    return new Exchange(
        inquiryId, inquirer, provider, purpose, matter.procedure(), matter.information());
  }
}
