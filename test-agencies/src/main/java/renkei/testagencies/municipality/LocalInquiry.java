package renkei.testagencies.municipality;

import java.time.Duration;
import java.util.Optional;
import renkei.testagencies.message.Exchange;
import renkei.testagencies.vocabulary.AddresseeNumber;
import renkei.testagencies.vocabulary.AgencyCode;
import renkei.testagencies.vocabulary.InformationCode;
import renkei.testagencies.vocabulary.InquiryId;
import renkei.testagencies.vocabulary.Lane;
import renkei.testagencies.vocabulary.ProcedureCode;
import renkei.testagencies.vocabulary.Purpose;

/**
 * What a local system asks through the platform.
 *
 * @param localId its name in the local system
 * @param person about whom
 * @param procedure under which procedure
 * @param information what
 * @param provider of whom
 * @param lane class of work
 * @param deadline how long an answer is of use; empty for the platform's own
 */
public record LocalInquiry(
    LocalId localId,
    AddresseeNumber person,
    ProcedureCode procedure,
    InformationCode information,
    AgencyCode provider,
    Lane lane,
    Optional<Duration> deadline) {

  /** The exchange that this becomes when {@code inquirer} asks it and is told that name for it. */
  public Exchange exchange(InquiryId id, AgencyCode inquirer) {
    return new Exchange(id, inquirer, provider, Purpose.LINKAGE, procedure, information);
  }

  /** Hides the person. */
  @Override
  public String toString() {
    return "LocalInquiry[" + localId + "]";
  }
}
