package renkei.broker.message;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import renkei.codebook.AgencyCode;
import renkei.codebook.InquiryId;
import renkei.codebook.MessageId;
import renkei.codebook.Outcome;
import renkei.codebook.Reason;
import renkei.codebook.TenantId;

/**
 * Answers to exchanges of one inquiry, to be composed, sealed and signed. Each content is sealed by
 * itself.
 *
 * @param tenant whose identity signs it
 * @param message id of the message
 * @param sender the tenant's agency, the provider
 * @param receiver the inquirer
 * @param sentAt when it was written
 * @param expiresAt the end of the message's life: that of the permit which ends first
 * @param inquiry the inquiry that is answered
 * @param sealingCertificate whose key the content is sealed to
 * @param exchanges the answers; one at least
 */
public record AnswerToSend(
    TenantId tenant,
    MessageId message,
    AgencyCode sender,
    AgencyCode receiver,
    Instant sentAt,
    Instant expiresAt,
    InquiryId inquiry,
    X509Certificate sealingCertificate,
    List<Answering> exchanges) {

  /** Copies the list; refuses an empty one and two answers under one permit. */
  public AnswerToSend {
    exchanges = Elements.distinct(exchanges, answering -> answering.permit().id());
  }

  /**
   * The answer to one exchange.
   *
   * @param permit the permit it is given under; its exchange and subject token go into the answer
   * @param notDisclosed whether the provider keeps the exchange from being shown to the person
   *     (提供側不開示)
   * @param body what it says
   */
  public record Answering(Permit permit, boolean notDisclosed, Body body) {

    /** The answer to an exchange that the provider shows to the person. */
    public Answering(Permit permit, Body body) {
      this(permit, false, body);
    }

    /** What came of the exchange. */
    public Ending ending() {
      return body.ending();
    }

    /** Names the permit and the outcome only. */
    @Override
    public String toString() {
      return "Answering[" + permit.id() + ", " + ending().outcome() + "]";
    }
  }

  /** What an answer says. */
  public sealed interface Body {

    /** What came of the exchange. */
    Ending ending();
  }

  /** There is content: the outcome is {@link Outcome#PROVIDED}. */
  public record WithContent(Answer.Provided provided) implements Body {

    @Override
    public Ending ending() {
      return Ending.of(Outcome.PROVIDED, Optional.empty());
    }
  }

  /** There is none. Refuses {@link Outcome#PROVIDED}. */
  public record WithoutContent(Ending ending) implements Body {

    /** Refuses an ending that promises content. */
    public WithoutContent {
      ending.refuseProvided();
    }

    /** Any ending but {@code PROVIDED} and {@code FAILED}. */
    public static WithoutContent of(Outcome outcome) {
      return new WithoutContent(Ending.of(outcome, Optional.empty()));
    }

    /** As {@link #of(Outcome)}, and why. */
    public static WithoutContent of(Outcome outcome, Reason reason) {
      return new WithoutContent(Ending.of(outcome, Optional.of(reason)));
    }
  }

  /** Names the inquiry only. */
  @Override
  public String toString() {
    return "AnswerToSend[" + message + ", " + inquiry + "]";
  }
}
