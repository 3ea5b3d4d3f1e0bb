package renkei.testagencies.message;

import java.time.Instant;
import renkei.testagencies.vocabulary.AgencyCode;
import renkei.testagencies.vocabulary.ExchangeId;
import renkei.testagencies.vocabulary.InquiryId;
import renkei.testagencies.vocabulary.Lane;
import renkei.testagencies.vocabulary.PermitId;
import renkei.testagencies.vocabulary.Purpose;
import renkei.testagencies.vocabulary.RouteName;
import renkei.testagencies.vocabulary.RowId;
import renkei.testagencies.vocabulary.SubjectToken;

/**
 * The core's leave for one exchange (情報提供許可証).
 *
 * @param permitId names it
 * @param exchangeId the exchange it gives leave for
 * @param inquiryId the inquiry that is part of
 * @param purpose what for
 * @param handling how it is dealt with, binding for everybody
 * @param inquirer who may ask
 * @param provider who may answer
 * @param wish what may be asked
 * @param row of the permission list, which allows it
 * @param list version of that list
 * @param subjectToken the person, opaque and for this permit alone
 * @param route where the answer goes, a name
 * @param askedAt when the inquirer asked
 * @param issuedAt from when
 * @param expiresAt until when
 */
public record Permit(
    PermitId permitId,
    ExchangeId exchangeId,
    InquiryId inquiryId,
    Purpose purpose,
    Handling handling,
    AgencyCode inquirer,
    AgencyCode provider,
    Wish wish,
    RowId row,
    int list,
    SubjectToken subjectToken,
    RouteName route,
    Instant askedAt,
    Instant issuedAt,
    Instant expiresAt) {

  /** The exchange it gives leave for. */
  public Exchange exchange() {
    return new Exchange(
        inquiryId, inquirer, provider, purpose, matter().procedure(), matter().information());
  }

  /** Class of work. */
  public Lane lane() {
    return handling.lane();
  }

  /** What, and under which procedure. */
  public Matter matter() {
    return wish.matter();
  }
}
