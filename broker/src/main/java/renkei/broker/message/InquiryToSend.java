package renkei.broker.message;

import java.time.Instant;
import renkei.codebook.AffairCode;
import renkei.codebook.AgencyCode;
import renkei.codebook.InformationCode;
import renkei.codebook.InquiryId;
import renkei.codebook.Lane;
import renkei.codebook.MessageId;
import renkei.codebook.PersonCode;
import renkei.codebook.ProcedureCode;
import renkei.codebook.Purpose;
import renkei.codebook.TenantId;

/**
 * An inquiry to be composed and signed.
 *
 * @param tenant whose identity signs it and whose certificate the answer is sealed to
 * @param message id of the message
 * @param sender the tenant's agency, the inquirer
 * @param receiver the core
 * @param sentAt when it was written
 * @param answerBy the inquiry's deadline; also the end of the message's life
 * @param inquiry id of the inquiry
 * @param purpose what the answer is for
 * @param lane the class of work
 * @param provider who is asked
 * @param affair the affair it is asked for
 * @param procedure the procedure of that affair
 * @param information what is asked
 * @param subject the person as known to the sender
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
    Lane lane,
    AgencyCode provider,
    AffairCode affair,
    ProcedureCode procedure,
    InformationCode information,
    PersonCode subject) {

  /** Names the inquiry only. */
  @Override
  public String toString() {
    return "InquiryToSend[" + inquiry + "]";
  }
}
