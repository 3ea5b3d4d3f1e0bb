package renkei.broker.message;

import java.time.Instant;
import java.util.List;
import renkei.codebook.AgencyCode;
import renkei.codebook.ExchangeId;
import renkei.codebook.Handling;
import renkei.codebook.InquiryId;
import renkei.codebook.Matter;
import renkei.codebook.MessageId;
import renkei.codebook.PersonCode;
import renkei.codebook.Purpose;
import renkei.codebook.TenantId;
import renkei.codebook.Terms;

/**
 * An inquiry to be composed and signed: a set of exchanges.
 *
 * @param tenant whose identity signs it and whose certificate the answers are sealed to
 * @param message id of the message
 * @param sender the tenant's agency, the inquirer
 * @param receiver the core
 * @param sentAt when it was written
 * @param answerBy the inquiry's deadline; also the end of the message's life
 * @param inquiry id of the inquiry
 * @param purpose what the answers are for
 * @param handling how it is dealt with on its way
 * @param exchanges what is asked; one at least
 */
public record InquiryToSend(
    TenantId tenant,
    MessageId message,
    AgencyCode sender,
    AgencyCode receiver,
    Instant sentAt,
    Instant answerBy,
    InquiryId inquiry,
    Purpose purpose,
    Handling handling,
    List<Asked> exchanges) {

  /** Copies the list; refuses an empty one and two exchanges of one id. */
  public InquiryToSend {
    exchanges = Elements.distinct(exchanges, Asked::exchange);
  }

  /**
   * One exchange of the inquiry.
   *
   * @param exchange its id
   * @param provider who is asked
   * @param subject the person as known to the sender
   * @param matter what is asked, and under which procedure
   * @param terms on what terms
   */
  public record Asked(
      ExchangeId exchange, AgencyCode provider, PersonCode subject, Matter matter, Terms terms) {

    /** Names the exchange only. */
    @Override
    public String toString() {
      return "Asked[" + exchange + "]";
    }
  }

  /** Names the inquiry only. */
  @Override
  public String toString() {
    return "InquiryToSend[" + inquiry + "]";
  }
}
