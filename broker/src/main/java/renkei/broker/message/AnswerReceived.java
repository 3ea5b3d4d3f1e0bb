package renkei.broker.message;

import java.util.Optional;
import renkei.codebook.AgencyCode;
import renkei.codebook.InquiryId;
import renkei.codebook.MessageId;
import renkei.codebook.Outcome;
import renkei.codebook.PermitId;
import renkei.codebook.Reason;
import renkei.codebook.SubjectToken;

/**
 * A provider's answer as it came in: verified, not yet opened, not yet matched with its inquiry.
 *
 * @param message the message's own id
 * @param sender who signed the message
 * @param permit the permit it is given under
 * @param inquiry the inquiry it answers
 * @param subjectToken stands for the person it is about
 * @param body what it says
 */
public record AnswerReceived(
    MessageId message,
    AgencyCode sender,
    PermitId permit,
    InquiryId inquiry,
    SubjectToken subjectToken,
    Body body)
    implements Incoming {

  /** What an answer says. */
  public sealed interface Body {

    /** What came of the inquiry at the provider. */
    Ending ending();
  }

  /**
   * There is content: the outcome is {@link Outcome#PROVIDED}.
   *
   * @param reason more about it, if the provider says so
   */
  public record WithContent(Optional<Reason> reason, SealedContent content) implements Body {

    @Override
    public Ending ending() {
      return Ending.of(Outcome.PROVIDED, reason);
    }
  }

  /** There is none. Refuses {@link Outcome#PROVIDED}. */
  public record WithoutContent(Ending ending) implements Body {

    /** Refuses an ending that promises content. */
    public WithoutContent {
      ending.refuseProvided();
    }
  }

  /** What came of the inquiry at the provider. */
  public Ending ending() {
    return body.ending();
  }

  /** Names the ids only. */
  @Override
  public String toString() {
    return "AnswerReceived[" + message + ", " + permit + ", " + ending().outcome() + "]";
  }
}
