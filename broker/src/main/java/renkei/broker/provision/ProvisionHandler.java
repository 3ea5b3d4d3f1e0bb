package renkei.broker.provision;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renkei.broker.engine.EngineParts;
import renkei.broker.engine.ServedAgencies;
import renkei.broker.engine.Settlement;
import renkei.broker.engine.StoredMessage;
import renkei.broker.engine.UnitOfWork;
import renkei.broker.message.AnswerToSend;
import renkei.broker.message.PermittedInquiry;
import renkei.codebook.AgencyCode;
import renkei.codebook.Outcome;
import renkei.codebook.PermitId;
import renkei.codebook.Reason;
import renkei.codebook.database.DatabaseUnavailableException;

/**
 * Answers what the core has permitted, or holds it for staff: one provision for each permit. The
 * exchanges of a message are settled each by itself, in one transaction; what is ready leaves at
 * once, what is held leaves later by itself.
 */
final class ProvisionHandler {

  private static final Logger LOG = LoggerFactory.getLogger(ProvisionHandler.class);

  private static final String SAVEPOINT = "exchange";

  private static final AnswerToSend.Body NOT_UNDERSTOOD =
      new AnswerToSend.WithoutContent(ProvisionReasons.ADDITION_NOT_UNDERSTOOD);

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

  /**
   * What of a message is to be dealt with.
   *
   * @param fresh exchanges that nothing is known to be wrong with
   * @param dropped why the others have no effect
   */
  private record Sifted(List<PermittedInquiry.Asked> fresh, List<Reason> dropped) {}

  /**
   * What comes of the exchanges that are dealt with.
   *
   * @param held those that wait for staff
   */
  private record Decisions(
      List<AnswerDecision.Decided> decided, List<AnswerDecision.Asked> held, Instant since) {

    /** Those to which an answer goes out: nothing leaves under a permit that has expired. */
    List<AnswerDecision.Decided> answered() {
      return decided.stream().filter(each -> each.ending().outcome() != Outcome.EXPIRED).toList();
    }
  }

  /** Answers, holds, or refuses. */
  Settlement provide(UnitOfWork work, StoredMessage message, PermittedInquiry inquiry) {
    Sifted sifted = sifted(work, inquiry);
    return sifted.fresh().isEmpty()
        ? nothingOf(sifted)
        : settle(work, message, inquiry, sifted, decide(work, sifted.fresh()));
  }

  private Decisions decide(UnitOfWork work, List<PermittedInquiry.Asked> fresh) {
    // Before the flags are looked at: what is flagged later, staff have not seen.
    Instant since = clock.instant();
    List<AnswerDecision.Asked> asked = decision.asked(work, fresh);
    List<AnswerDecision.Asked> understood = new ArrayList<>();
    List<AnswerDecision.Decided> decided = new ArrayList<>();
    for (int i = 0; i < asked.size(); i++) {
      if (fresh.get(i).understood()) {
        understood.add(asked.get(i));
      } else {
        decided.add(asked.get(i).withoutList(NOT_UNDERSTOOD));
      }
    }
    List<Optional<AnswerDecision.Decided>> answers = decision.decide(work, understood);
    List<AnswerDecision.Asked> held = new ArrayList<>();
    for (int i = 0; i < understood.size(); i++) {
      if (answers.get(i).isEmpty()) {
        held.add(understood.get(i));
      }
    }
    answers.forEach(answer -> answer.ifPresent(decided::add));
    return new Decisions(decided, held, since);
  }

  /**
   * Answers {@code FAILED} to what cannot be answered, after everything else went wrong too often:
   * each exchange is tried once more by itself, so that one spoils no other. The only one of its
   * message is not tried: then no data is looked up, nothing is sealed, and so the exchange record
   * names no person.
   */
  Settlement fail(UnitOfWork work, StoredMessage message, PermittedInquiry inquiry) {
    Sifted sifted = sifted(work, inquiry);
    if (sifted.fresh().isEmpty()) {
      return nothingOf(sifted);
    }
    List<AnswerDecision.Decided> decided = new ArrayList<>();
    List<AnswerDecision.Asked> held = new ArrayList<>();
    Instant since = clock.instant();
    for (PermittedInquiry.Asked each : sifted.fresh()) {
      Decisions one =
          inquiry.exchanges().size() == 1
              ? failed(each)
              : alone(work, each, inquiry.sealingCertificate());
      decided.addAll(one.decided());
      held.addAll(one.held());
    }
    return settle(work, message, inquiry, sifted, new Decisions(decided, held, since));
  }

  /** What comes of one exchange; whatever it meets is undone, and is this exchange's alone. */
  private Decisions alone(
      UnitOfWork work, PermittedInquiry.Asked exchange, X509Certificate sealing) {
    work.handle().savepoint(SAVEPOINT);
    try {
      Decisions decisions = decide(work, List.of(exchange));
      for (AnswerDecision.Decided decided : decisions.answered()) {
        sender.rehearse(work, sealing, decided, clock.instant());
      }
      return decisions;
    } catch (DatabaseUnavailableException e) {
      // Away or damaged: it is mended, and no reason to end anything.
      throw e;
    } catch (RuntimeException e) {
      LOG.warn("what permit {} asks for cannot be answered", exchange.permit().id(), e);
      work.handle().rollbackToSavepoint(SAVEPOINT);
      return failed(exchange);
    }
  }

  private Decisions failed(PermittedInquiry.Asked exchange) {
    Instant now = clock.instant();
    AnswerToSend.Body answer =
        exchange.permit().isValidAt(now)
            ? new AnswerToSend.WithoutContent(ProvisionReasons.NOT_ANSWERABLE)
            : AnswerToSend.WithoutContent.of(Outcome.EXPIRED, ProvisionReasons.PERMIT_EXPIRED);
    return new Decisions(
        List.of(AnswerDecision.Asked.aboutNobody(exchange.permit()).withoutList(answer)),
        List.of(),
        now);
  }

  /**
   * Leaves out what must not be answered, and what has been. The only exchange of a message is not
   * looked for: if there is a provision under its permit, that shows when one is written.
   */
  private Sifted sifted(UnitOfWork work, PermittedInquiry inquiry) {
    List<PermittedInquiry.Asked> fresh = new ArrayList<>();
    List<Reason> dropped = new ArrayList<>();
    Set<PermitId> known =
        inquiry.exchanges().size() == 1
            ? Set.of()
            : provisions.known(
                work, inquiry.exchanges().stream().map(each -> each.permit().id()).toList());
    for (PermittedInquiry.Asked each : inquiry.exchanges()) {
      Optional<Reason> refusal =
          refusal(work, inquiry, each)
              .or(
                  () ->
                      known.contains(each.permit().id())
                          ? Optional.of(ProvisionReasons.REPEATED_PERMIT)
                          : Optional.empty());
      refusal.ifPresentOrElse(dropped::add, () -> fresh.add(each));
    }
    return new Sifted(fresh, dropped);
  }

  /** What makes an exchange unacceptable; it is not even answered. */
  private Optional<Reason> refusal(
      UnitOfWork work, PermittedInquiry inquiry, PermittedInquiry.Asked exchange) {
    AgencyCode agency = agencies.agency(work.tenant());
    if (!inquiry.sender().equals(agencies.core())) {
      return Optional.of(ProvisionReasons.NOT_THE_CORE);
    }
    if (!exchange.permit().provider().equals(agency)) {
      return Optional.of(ProvisionReasons.OTHER_PROVIDER);
    }
    if (!exchange.subject().holder().equals(agency)) {
      return Optional.of(ProvisionReasons.OTHER_PERSON_CODE);
    }
    return Optional.empty();
  }

  private static Settlement nothingOf(Sifted sifted) {
    Reason first = sifted.dropped().getFirst();
    return first.equals(ProvisionReasons.REPEATED_PERMIT)
        ? new Settlement.Repeated(first)
        : new Settlement.Refused(first);
  }

  private Settlement settle(
      UnitOfWork work,
      StoredMessage message,
      PermittedInquiry inquiry,
      Sifted sifted,
      Decisions decisions) {
    Instant now = clock.instant();
    List<AnswerDecision.Decided> decided = decisions.decided();
    if (!decided.isEmpty() && !sender.record(work, decided, now)) {
      return repeated(inquiry);
    }
    ProvisionRows.Begun begun =
        new ProvisionRows.Begun(message, decided, decisions.held(), decisions.since());
    List<AnswerDecision.Decided> answered = decisions.answered();
    if (answered.isEmpty()) {
      return provisions.insert(work, begun, now)
          ? new Settlement.Done(sifted.dropped())
          : repeated(inquiry);
    }
    return sender.reply(
            work, provisions.reply(work, begun, now), inquiry.sealingCertificate(), answered, now)
        ? new Settlement.Replied(sifted.dropped())
        : repeated(inquiry);
  }

  /** Of several exchanges the others are not repeated: they come again, without this one. */
  private static Settlement repeated(PermittedInquiry inquiry) {
    return inquiry.exchanges().size() == 1
        ? new Settlement.Repeated(ProvisionReasons.REPEATED_PERMIT)
        : new Settlement.Overtaken();
  }
}
