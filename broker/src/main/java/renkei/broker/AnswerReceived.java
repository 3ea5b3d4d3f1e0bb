package renkei.broker;

import renkei.codebook.AgencyCode;
import renkei.codebook.InquiryId;
import renkei.codebook.MessageId;
import renkei.codebook.PermitId;
import renkei.codebook.SubjectToken;

/**
 * A provider's answer as it came in: verified, not yet opened, not yet matched with its inquiry.
 *
 * @param message the message's own id; part of what the seal is tied to
 * @param sender who signed the message
 * @param permit the permit it is given under
 * @param inquiry the inquiry it answers
 * @param subjectToken stands for the person it is about
 * @param ending what came of the inquiry at the provider
 * @param xml the whole verified message, for {@link NationalMessages#openAnswer}
 */
@SuppressWarnings("ArrayRecordComponent")
public record AnswerReceived(
    MessageId message,
    AgencyCode sender,
    PermitId permit,
    InquiryId inquiry,
    SubjectToken subjectToken,
    Ending ending,
    byte[] xml)
    implements Incoming {

  /** Names the ids only. */
  @Override
  public String toString() {
    return "AnswerReceived[" + message + ", " + permit + ", " + ending.outcome() + "]";
  }
}
