package renkei.broker.provision;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import renkei.broker.ExchangeLedger;
import renkei.broker.Ruling;
import renkei.broker.engine.EngineParts;
import renkei.broker.engine.Inbox;
import renkei.broker.engine.UnitOfWork;
import renkei.broker.message.AnswerToSend;
import renkei.broker.message.PermittedInquiry;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.Outcome;
import renkei.codebook.PermitId;

/** Ends provisions that wait for staff (自動応答不可): by their word, or because time is up. */
final class HoldHandler {

  private final ProvisionRows provisions;
  private final AnswerDecision decision;
  private final AnswerSender sender;
  private final Inbox inbox;
  private final Clock clock;

  HoldHandler(
      ProvisionRows provisions, AnswerDecision decision, AnswerSender sender, EngineParts engine) {
    this.provisions = provisions;
    this.decision = decision;
    this.sender = sender;
    this.inbox = engine.inbox();
    this.clock = engine.clock();
  }

  /** Staff release a held provision, or refuse it. */
  Ruling rule(UnitOfWork work, PermitId permit, boolean release) {
    return provisions
        .lock(work, permit)
        .map(held -> decide(work, held, release))
        .orElseGet(Ruling.NotHeld::new);
  }

  /** Ends what waits for staff although its permit has expired; false if it waits no more. */
  boolean expire(UnitOfWork work, PermitId permit) {
    return provisions.lockIdle(work, permit).map(held -> decide(work, held, false)).isPresent();
  }

  /** A release covers what staff could see: whom it was about, and the flags there were. */
  private Ruling decide(UnitOfWork work, ProvisionRows.Held held, boolean release) {
    PermittedInquiry asked = asked(work, held);
    Instant now = clock.instant();
    Optional<AddresseeNumber> subject = decision.subject(work, asked);
    Optional<Instant> seen =
        subject.filter(held.shown().subject()::equals).map(_ -> held.shown().since());
    Optional<AnswerDecision.Decided> answer =
        release || !asked.permit().isValidAt(now)
            ? decision.decide(work, asked, subject, seen)
            : Optional.of(
                AnswerDecision.Decided.withoutList(
                    AnswerToSend.WithoutContent.of(
                        Outcome.WITHHELD, ProvisionReasons.REFUSED_BY_STAFF)));
    if (answer.isEmpty()) {
      provisions.holdAgain(work, asked.permit().id(), subject.orElseThrow(), now);
      return new Ruling.HeldAgain();
    }
    return new Ruling.Ruled(conclude(work, held, asked, subject, answer.get(), now));
  }

  private Outcome conclude(
      UnitOfWork work,
      ProvisionRows.Held held,
      PermittedInquiry asked,
      Optional<AddresseeNumber> subject,
      AnswerDecision.Decided decided,
      Instant now) {
    AnswerToSend.Body answer = decided.answer();
    provisions.decide(work, held, answer.ending().outcome());
    if (sender.record(work, asked.permit(), subject, decided, now)
        == ExchangeLedger.Recording.ALREADY_RECORDED) {
      throw new IllegalStateException("a provision that waits for staff is on record");
    }
    if (answer.ending().outcome() != Outcome.EXPIRED) {
      sender.send(work, asked, answer, now);
    }
    return answer.ending().outcome();
  }

  private PermittedInquiry asked(UnitOfWork work, ProvisionRows.Held held) {
    return inbox
        .find(work, held.asked())
        .filter(PermittedInquiry.class::isInstance)
        .map(PermittedInquiry.class::cast)
        .orElseThrow(() -> new IllegalStateException("a held provision lost its message"));
  }
}
