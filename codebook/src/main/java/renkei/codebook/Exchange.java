package renkei.codebook;

import java.time.Instant;
import java.util.Optional;

/**
 * One exchange as it goes into the records (情報提供等記録).
 *
 * @param role the tenant's part in it
 * @param inquiry the inquiry
 * @param permit empty if the core issued none
 * @param inquirer who asked
 * @param provider who was asked
 * @param purpose what for
 * @param procedure under which procedure
 * @param information what was asked
 * @param subject whom it was about; empty if the person code is bound to no addressee number
 * @param outcome what came of it
 * @param reason why, where there is something to say
 * @param at when it was decided
 */
public record Exchange(
    Role role,
    InquiryId inquiry,
    Optional<PermitId> permit,
    AgencyCode inquirer,
    AgencyCode provider,
    Purpose purpose,
    ProcedureCode procedure,
    InformationCode information,
    Optional<AddresseeNumber> subject,
    Outcome outcome,
    Optional<Reason> reason,
    Instant at) {

  /** The tenant's part in an exchange. */
  public enum Role {
    /** It asked (情報照会者). */
    INQUIRER,
    /** It was asked (情報提供者). */
    PROVIDER
  }
}
