package renkei.testagencies.municipality;

import java.time.Duration;
import java.util.Optional;
import renkei.testagencies.message.AgencyCode;
import renkei.testagencies.message.InformationCode;
import renkei.testagencies.message.Lane;
import renkei.testagencies.message.ProcedureCode;

/**
 * What a local system asks through the platform.
 *
 * @param localId the local system's own name for it; asking again with it changes nothing
 * @param addresseeNumber about whom
 * @param procedure under which procedure
 * @param information what
 * @param provider of whom
 * @param lane class of work
 * @param deadline how long an answer is of use; empty for the platform's own
 */
public record LocalInquiry(
    String localId,
    String addresseeNumber,
    ProcedureCode procedure,
    InformationCode information,
    AgencyCode provider,
    Lane lane,
    Optional<Duration> deadline) {

  /** Hides the person. */
  @Override
  public String toString() {
    return "LocalInquiry[" + localId + "]";
  }
}
