package renkei.broker.message;

import java.security.cert.X509Certificate;
import java.util.List;
import renkei.codebook.AgencyCode;
import renkei.codebook.InquiryId;
import renkei.codebook.Lane;
import renkei.codebook.PersonCode;
import renkei.codebook.Purpose;

/**
 * The core asks the provider on the inquirer's behalf: exchanges of one inquiry. What is the same
 * for all of them is said by each permit, and all permits must agree.
 *
 * @param sender who signed the message; must be the core
 * @param sealingCertificate the inquirer's: the answers are sealed to its key
 * @param exchanges what is asked; one at least
 */
public record PermittedInquiry(
    AgencyCode sender, X509Certificate sealingCertificate, List<Asked> exchanges)
    implements Incoming {

  /**
   * Copies the list; refuses an empty one, two exchanges under one permit or of one id, and
   * exchanges of different inquiries, inquirers, purposes, lanes or routes.
   */
  public PermittedInquiry {
    exchanges = Elements.distinct(exchanges, asked -> asked.permit().id());
    exchanges = Elements.distinct(exchanges, asked -> asked.permit().exchange());
    Way _ = Elements.common(exchanges, asked -> Way.of(asked.permit()));
  }

  /** What the exchanges of one message have in common. */
  private record Way(
      InquiryId inquiry, AgencyCode inquirer, Purpose purpose, Lane lane, String route) {

    static Way of(Permit permit) {
      return new Way(
          permit.inquiry(), permit.inquirer(), permit.purpose(), permit.lane(), permit.route());
    }
  }

  /**
   * One exchange.
   *
   * @param permit what may be answered, to whom and until when
   * @param subject the person as known to the provider
   * @param understood whether all is understood that must be; what is not is never answered
   */
  public record Asked(Permit permit, PersonCode subject, boolean understood) {

    /** One that is understood. */
    public Asked(Permit permit, PersonCode subject) {
      this(permit, subject, true);
    }

    /** Names the permit only. */
    @Override
    public String toString() {
      return "Asked[" + permit.id() + "]";
    }
  }

  /** The class of work, as all permits say. */
  public Lane lane() {
    return exchanges.getFirst().permit().lane();
  }

  /** Who asks, as all permits say. */
  public AgencyCode inquirer() {
    return exchanges.getFirst().permit().inquirer();
  }

  /** Names the inquiry only. */
  @Override
  public String toString() {
    return "PermittedInquiry[" + exchanges.getFirst().permit().inquiry() + "]";
  }
}
