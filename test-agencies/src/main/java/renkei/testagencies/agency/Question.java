package renkei.testagencies.agency;

import java.time.Duration;
import renkei.testagencies.core.ResidentCode;
import renkei.testagencies.message.Exchange;
import renkei.testagencies.message.Matter;
import renkei.testagencies.vocabulary.AgencyCode;
import renkei.testagencies.vocabulary.InquiryId;
import renkei.testagencies.vocabulary.Lane;
import renkei.testagencies.vocabulary.Purpose;

/**
 * What a body outside the platform wants to know.
 *
 * @param provider who shall answer
 * @param purpose what for
 * @param lane class of work
 * @param matter what, and under which procedure
 * @param resident about whom
 * @param deadline how long an answer is of use
 */
public record Question(
    AgencyCode provider,
    Purpose purpose,
    Lane lane,
    Matter matter,
    ResidentCode resident,
    Duration deadline) {

  /** The exchange that this becomes when {@code inquirer} asks it under that name. */
  Exchange exchange(InquiryId id, AgencyCode inquirer) {
    return new Exchange(id, inquirer, provider, purpose, matter.procedure(), matter.information());
  }
}
