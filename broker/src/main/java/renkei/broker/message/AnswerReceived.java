package renkei.broker.message;

import java.util.List;
import java.util.Optional;
import renkei.codebook.AgencyCode;
import renkei.codebook.ExchangeId;
import renkei.codebook.InquiryId;
import renkei.codebook.MessageId;
import renkei.codebook.Outcome;
import renkei.codebook.PermitId;
import renkei.codebook.Reason;
import renkei.codebook.SubjectToken;

/**
 * A provider's answers as they came in: verified, not yet opened, not yet matched with what was
 * asked. What waits at the provider comes later, in an answer of its own.
 *
 * @param message the message's own id
 * @param sender who signed the message
 * @param inquiry the inquiry it answers
 * @param exchanges the answers, each to one exchange of it; one at least
 */
public record AnswerReceived(
    MessageId message, AgencyCode sender, InquiryId inquiry, List<Answered> exchanges)
    implements Incoming {

  /** Copies the list; refuses an empty one and two answers to one exchange. */
  public AnswerReceived {
    exchanges = Elements.distinct(exchanges, Answered::exchange);
  }

  /**
   * The answer to one exchange.
   *
   * @param permit the permit it is given under
   * @param subjectToken stands for the person it is about
   * @param notDisclosed whether the provider keeps the exchange from being shown to the person
   *     (提供側不開示)
   * @param body what it says
   */
  public record Answered(
      ExchangeId exchange,
      PermitId permit,
      SubjectToken subjectToken,
      boolean notDisclosed,
      Body body) {

    /** The answer to an exchange that the provider shows to the person. */
    public Answered(ExchangeId exchange, PermitId permit, SubjectToken subjectToken, Body body) {
      this(exchange, permit, subjectToken, false, body);
    }

    /** What came of the exchange at the provider. */
    public Ending ending() {
      return body.ending();
    }

    /** Names the ids only. */
    @Override
    public String toString() {
      return "Answered[" + exchange + ", " + permit + ", " + ending().outcome() + "]";
    }
  }

  /** What an answer says. */
  public sealed interface Body {

    /** What came of the exchange at the provider. */
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

  /** Names the ids only. */
  @Override
  public String toString() {
    return "AnswerReceived[" + message + ", " + inquiry + "]";
  }
}
