package renkei.broker.provision;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import renkei.broker.Ruling;
import renkei.broker.engine.EngineParts;
import renkei.broker.engine.Inbox;
import renkei.broker.engine.UnitOfWork;
import renkei.broker.message.AnswerToSend;
import renkei.broker.message.PermittedInquiry;
import renkei.codebook.Outcome;
import renkei.codebook.PermitId;
import renkei.codebook.database.BlindIndex;

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
  boolean expire(UnitOfWork work, BlindIndex permit) {
    return provisions.lockIdle(work, permit).map(held -> decide(work, held, false)).isPresent();
  }

  /** A release covers what staff could see: whom it was about, and the flags there were. */
  private Ruling decide(UnitOfWork work, ProvisionRows.Held held, boolean release) {
    PermittedInquiry inquiry = inquiry(work, held);
    Instant now = clock.instant();
    AnswerDecision.Asked asked = asked(work, held, inquiry);
    Optional<AnswerDecision.Decided> answer =
        release || !asked.permit().isValidAt(now)
            ? decision.decide(work, List.of(asked)).getFirst()
            : Optional.of(
                asked.withoutList(
                    AnswerToSend.WithoutContent.of(
                        Outcome.WITHHELD, ProvisionReasons.REFUSED_BY_STAFF)));
    if (answer.isEmpty()) {
      provisions.holdAgain(work, held, asked.subject().orElseThrow(), now);
      return new Ruling.HeldAgain();
    }
    return new Ruling.Ruled(conclude(work, held, inquiry, answer.get(), now));
  }

  /** The exchange that waits, among those that came in one message with it. */
  private AnswerDecision.Asked asked(
      UnitOfWork work, ProvisionRows.Held held, PermittedInquiry inquiry) {
    PermittedInquiry.Asked exchange =
        inquiry.exchanges().stream()
            .filter(each -> each.permit().id().equals(held.shown().permit()))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("a held provision lost its exchange"));
    AnswerDecision.Asked asked = decision.asked(work, List.of(exchange)).getFirst();
    return asked.releasedSince(
        asked.subject().filter(held.shown().subject()::equals).map(_ -> held.shown().since()));
  }

  private Outcome conclude(
      UnitOfWork work,
      ProvisionRows.Held held,
      PermittedInquiry inquiry,
      AnswerDecision.Decided decided,
      Instant now) {
    Outcome outcome = decided.ending().outcome();
    provisions.decide(work, held, outcome);
    if (!sender.record(work, List.of(decided), now)) {
      throw new IllegalStateException("a provision that waits for staff is on record");
    }
    if (outcome != Outcome.EXPIRED) {
      sender.send(work, inquiry.sealingCertificate(), decided, now);
    }
    return outcome;
  }

  private PermittedInquiry inquiry(UnitOfWork work, ProvisionRows.Held held) {
    return inbox
        .find(work, held.asked())
        .filter(PermittedInquiry.class::isInstance)
        .map(PermittedInquiry.class::cast)
        .orElseThrow(() -> new IllegalStateException("a held provision lost its message"));
  }
}
