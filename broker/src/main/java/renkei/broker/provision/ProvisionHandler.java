package renkei.broker.provision;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import renkei.broker.engine.EngineParts;
import renkei.broker.engine.ServedAgencies;
import renkei.broker.engine.Settlement;
import renkei.broker.engine.StoredMessage;
import renkei.broker.engine.UnitOfWork;
import renkei.broker.message.AnswerToSend;
import renkei.broker.message.PermittedInquiry;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.AgencyCode;
import renkei.codebook.Outcome;
import renkei.codebook.Reason;

/** Answers what the core has permitted, or holds it for staff: one provision for each permit. */
final class ProvisionHandler {

  private final ProvisionRows provisions;
  private final AnswerDecision decision;
  private final AnswerSender sender;
  private final ServedAgencies agencies;
  private final Clock clock;

  ProvisionHandler(
      ProvisionRows provisions, AnswerDecision decision, AnswerSender sender, EngineParts engine) {
    this.provisions = provisions;
    this.decision = decision;
    this.sender = sender;
    this.agencies = engine.agencies();
    this.clock = engine.clock();
  }

  /** Answers, holds, or refuses. */
  Settlement provide(UnitOfWork work, StoredMessage message, PermittedInquiry asked) {
    Optional<Reason> refusal = refusal(work, asked);
    if (refusal.isPresent()) {
      return new Settlement.Refused(refusal.get());
    }
    // Before the flags are looked at: what is flagged later, staff have not seen.
    Instant since = clock.instant();
    Optional<AddresseeNumber> subject = decision.subject(work, asked);
    return decision
        .decide(work, asked, subject, Optional.empty())
        .map(answer -> conclude(work, message, asked, subject, answer))
        .orElseGet(() -> hold(work, message, asked, subject.orElseThrow(), since));
  }

  /**
   * Answers {@code FAILED}, after everything else went wrong too often: no data is looked up,
   * nothing is sealed, and so the exchange record names no person.
   */
  Settlement fail(UnitOfWork work, StoredMessage message, PermittedInquiry asked) {
    Optional<Reason> refusal = refusal(work, asked);
    if (refusal.isPresent()) {
      return new Settlement.Refused(refusal.get());
    }
    AnswerToSend.Body answer =
        asked.permit().isValidAt(clock.instant())
            ? new AnswerToSend.WithoutContent(ProvisionReasons.NOT_ANSWERABLE)
            : AnswerToSend.WithoutContent.of(Outcome.EXPIRED, ProvisionReasons.PERMIT_EXPIRED);
    return conclude(
        work, message, asked, Optional.empty(), AnswerDecision.Decided.withoutList(answer));
  }

  /** What makes the message itself unacceptable; it is not even answered. */
  private Optional<Reason> refusal(UnitOfWork work, PermittedInquiry asked) {
    AgencyCode agency = agencies.agency(work.tenant());
    if (!asked.sender().equals(agencies.core())) {
      return Optional.of(ProvisionReasons.NOT_THE_CORE);
    }
    if (!asked.permit().provider().equals(agency)) {
      return Optional.of(ProvisionReasons.OTHER_PROVIDER);
    }
    if (!asked.subject().holder().equals(agency)) {
      return Optional.of(ProvisionReasons.OTHER_PERSON_CODE);
    }
    return Optional.empty();
  }

  /** Lets staff decide. An answer about nobody is never held. */
  private Settlement hold(
      UnitOfWork work,
      StoredMessage message,
      PermittedInquiry asked,
      AddresseeNumber subject,
      Instant since) {
    return provisions.hold(work, message, asked.permit(), subject, since)
        ? new Settlement.Done()
        : repeated();
  }

  private Settlement conclude(
      UnitOfWork work,
      StoredMessage message,
      PermittedInquiry asked,
      Optional<AddresseeNumber> subject,
      AnswerDecision.Decided decided) {
    Instant now = clock.instant();
    return switch (sender.record(work, asked.permit(), subject, decided, now)) {
      case ALREADY_RECORDED -> repeated();
      case RECORDED -> settle(work, message, asked, decided.answer(), now);
    };
  }

  private Settlement settle(
      UnitOfWork work,
      StoredMessage message,
      PermittedInquiry asked,
      AnswerToSend.Body answer,
      Instant now) {
    if (answer.ending().outcome() == Outcome.EXPIRED) {
      return provisions.insert(work, message, asked.permit(), Outcome.EXPIRED, now)
          ? new Settlement.Done()
          : repeated();
    }
    return sender.reply(
            work,
            provisions.reply(work, message, asked.permit(), answer.ending().outcome(), now),
            asked,
            answer,
            now)
        ? new Settlement.Replied()
        : repeated();
  }

  private static Settlement repeated() {
    return new Settlement.Repeated(ProvisionReasons.REPEATED_PERMIT);
  }
}
