package renkei.broker;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.AgencyCode;
import renkei.codebook.Exchange;
import renkei.codebook.JapanTime;
import renkei.codebook.MessageId;
import renkei.codebook.Outcome;
import renkei.codebook.PermissionDecision;
import renkei.codebook.Permissions;
import renkei.codebook.PermitId;
import renkei.codebook.Reason;
import renkei.codebook.vault.CodeVaults;

/** Answers what the core has permitted (情報提供): one provision for each permit. */
final class Provisioning {

  /** There is a provision under this permit already: undo everything, and call it done. */
  static final class AlreadyProvidedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AlreadyProvidedException() {
      super("there is a provision under this permit", null, false, false);
    }
  }

  /** What is to be answered. */
  private record Verdict(AnswerToSend.Body body) {

    static Verdict of(Outcome outcome, Reason reason) {
      return of(Ending.of(outcome, Optional.of(reason)));
    }

    static Verdict of(Outcome outcome) {
      return of(Ending.of(outcome, Optional.empty()));
    }

    static Verdict of(Ending ending) {
      return new Verdict(new AnswerToSend.WithoutContent(ending));
    }

    Ending ending() {
      return body.ending();
    }

    Outcome outcome() {
      return ending().outcome();
    }
  }

  private final MessageRows rows;
  private final ProvisionRows provisions;
  private final CodeVaults vaults;
  private final Permissions permissions;
  private final BrokerPorts ports;
  private final PointerQueues queues;
  private final Express express;
  private final BrokerMeters meters;
  private final Own own;
  private final Clock clock;
  private final RandomGenerator random;

  Provisioning(
      MessageRows rows,
      ProvisionRows provisions,
      BrokerParts parts,
      BrokerPorts ports,
      Shared shared,
      Express express) {
    this.rows = rows;
    this.provisions = provisions;
    this.vaults = parts.vaults();
    this.permissions = parts.permissions();
    this.queues = parts.queues();
    this.clock = parts.clock();
    this.random = parts.random();
    this.ports = ports;
    this.express = express;
    this.meters = shared.meters();
    this.own = shared.own();
  }

  /**
   * Answers, holds, or refuses; the message's own row is the caller's to settle.
   *
   * @throws AlreadyProvidedException if the permit was used before
   */
  Settlement provide(Work work, Pointer message, PermittedInquiry asked) {
    Optional<Reason> refusal = refusal(work, asked);
    if (refusal.isPresent()) {
      return new Settlement.Refused(refusal.get());
    }
    Instant since = clock.instant();
    Optional<AddresseeNumber> subject = subject(work, asked);
    Optional<Verdict> verdict = verdict(work, asked, subject, Optional.empty());
    return verdict
        .<Settlement>map(it -> conclude(work, message, asked, subject, it))
        .orElseGet(() -> hold(work, message, asked, person(subject), since));
  }

  /**
   * Answers {@code FAILED}, after everything else went wrong too often: no data is looked up,
   * nothing is sealed, and so the exchange record names no person.
   *
   * @throws AlreadyProvidedException if the permit was used before
   */
  Settlement fail(Work work, Pointer message, PermittedInquiry asked) {
    Optional<Reason> refusal = refusal(work, asked);
    if (refusal.isPresent()) {
      return new Settlement.Refused(refusal.get());
    }
    Verdict verdict =
        asked.permit().isValidAt(clock.instant())
            ? Verdict.of(Failures.NOT_ANSWERABLE)
            : Verdict.of(Outcome.EXPIRED, Reasons.PERMIT_EXPIRED);
    return conclude(work, message, asked, Optional.empty(), verdict);
  }

  /**
   * Lets staff decide.
   *
   * @param since before the flags were looked at
   */
  private Settlement hold(
      Work work, Pointer message, PermittedInquiry asked, AddresseeNumber subject, Instant since) {
    Transitions.PROVISION.changes(ProvisionState.RECEIVED, ProvisionState.ON_HOLD);
    if (!provisions.hold(work, message, asked.permit(), subject, since)) {
      throw new AlreadyProvidedException();
    }
    return new Settlement.Done();
  }

  private static AddresseeNumber person(Optional<AddresseeNumber> subject) {
    return subject.orElseThrow(() -> new IllegalStateException("an answer about nobody is held"));
  }

  private Settlement conclude(
      Work work,
      Pointer message,
      PermittedInquiry asked,
      Optional<AddresseeNumber> subject,
      Verdict verdict) {
    Instant now = clock.instant();
    Transitions.PROVISION.changes(ProvisionState.RECEIVED, ProvisionState.DECIDED);
    record(work, asked.permit(), subject, verdict, now);
    if (verdict.outcome() == Outcome.EXPIRED) {
      if (!provisions.insert(work, message, asked.permit(), Outcome.EXPIRED, now)) {
        throw new AlreadyProvidedException();
      }
      return new Settlement.Done();
    }
    Departure departure = departure(work, asked, verdict, now);
    if (!rows.answer(
        work,
        message,
        asked.permit(),
        verdict.outcome(),
        departure.pointer(),
        departure.message(),
        now)) {
      throw new AlreadyProvidedException();
    }
    return new Settlement.Ended();
  }

  /** Staff release a held provision, or refuse it. */
  Ruling rule(Work work, PermitId permit, boolean release) {
    return provisions
        .lock(work, permit)
        .map(it -> decide(work, it, release))
        .orElseGet(Ruling.NotHeld::new);
  }

  /** Ends what waits for staff although its permit has expired; false if it waits no more. */
  boolean expireHeld(Work work, PermitId permit) {
    return provisions.lockIdle(work, permit).map(it -> decide(work, it, false)).isPresent();
  }

  /** A release covers what staff could see: whom it was about, and the flags there were. */
  private Ruling decide(Work work, ProvisionRows.Held row, boolean release) {
    PermittedInquiry asked = kept(work, row);
    Instant now = clock.instant();
    Optional<AddresseeNumber> subject = subject(work, asked);
    Optional<Instant> seen =
        subject.filter(row.shown().subject()::equals).map(_ -> row.shown().since());
    Optional<Verdict> verdict =
        release || !asked.permit().isValidAt(now)
            ? verdict(work, asked, subject, seen)
            : Optional.of(Verdict.of(Outcome.WITHHELD, Reasons.REFUSED_BY_STAFF));
    if (verdict.isEmpty()) {
      provisions.holdAgain(work, asked.permit().id(), person(subject), now);
      return new Ruling.HeldAgain();
    }
    return new Ruling.Ruled(decide(work, asked, subject, verdict.get(), now));
  }

  private Outcome decide(
      Work work,
      PermittedInquiry asked,
      Optional<AddresseeNumber> subject,
      Verdict verdict,
      Instant now) {
    Transitions.PROVISION.changes(ProvisionState.ON_HOLD, ProvisionState.DECIDED);
    provisions.decide(work, asked.permit().id(), verdict.outcome());
    record(work, asked.permit(), subject, verdict, now);
    if (verdict.outcome() != Outcome.EXPIRED) {
      Departure departure = departure(work, asked, verdict, now);
      rows.insert(work, departure.pointer(), departure.message(), now);
    }
    return verdict.outcome();
  }

  private PermittedInquiry kept(Work work, ProvisionRows.Held row) {
    byte[] xml =
        rows.xml(work, row.peer(), row.message())
            .orElseThrow(() -> new IllegalStateException("a held provision lost its message"));
    Envelope envelope =
        new Envelope(
            row.message(), row.peer(), own.agency(work.tenant()), MessageKind.PERMITTED_INQUIRY);
    if (ports.messages().read(envelope, xml) instanceof PermittedInquiry asked) {
      return asked;
    }
    throw new IllegalStateException("a held provision points to another kind of message");
  }

  /** What makes the message itself unacceptable; it is not even answered. */
  private Optional<Reason> refusal(Work work, PermittedInquiry asked) {
    AgencyCode agency = own.agency(work.tenant());
    if (!asked.sender().equals(own.core())) {
      return Optional.of(Reasons.NOT_THE_CORE);
    }
    if (!asked.permit().provider().equals(agency)) {
      return Optional.of(Reasons.OTHER_PROVIDER);
    }
    if (!asked.subject().holder().equals(agency)) {
      return Optional.of(Reasons.OTHER_PERSON_CODE);
    }
    return Optional.empty();
  }

  private Optional<AddresseeNumber> subject(Work work, PermittedInquiry asked) {
    return vaults.of(work.transaction()).findAddressee(asked.subject());
  }

  /** Empty if it is to wait for staff. */
  private Optional<Verdict> verdict(
      Work work,
      PermittedInquiry asked,
      Optional<AddresseeNumber> subject,
      Optional<Instant> released) {
    Permit permit = asked.permit();
    Instant now = clock.instant();
    if (!permit.isValidAt(now)) {
      return Optional.of(Verdict.of(Outcome.EXPIRED, Reasons.PERMIT_EXPIRED));
    }
    PermissionDecision decision =
        permissions.allow(
            permit.inquirer(),
            permit.provider(),
            permit.purpose(),
            permit.affair(),
            permit.procedure(),
            permit.information(),
            JapanTime.date(now));
    return switch (decision) {
      case PermissionDecision.Denied(PermissionDecision.Reason why) ->
          Optional.of(Verdict.of(Outcome.REFUSED, new Reason(why.name())));
      case PermissionDecision.Allowed() ->
          answered(
              ports
                  .answers()
                  .answer(
                      work.transaction(),
                      new Question(subject, permit.information(), permit.purpose(), released)));
    };
  }

  private static Optional<Verdict> answered(Answer answer) {
    return switch (answer) {
      case Answer.Provided provided ->
          Optional.of(new Verdict(new AnswerToSend.WithContent(provided)));
      case Answer.NoRecord() -> Optional.of(Verdict.of(Outcome.NO_RECORD));
      case Answer.NotRegistered() -> Optional.of(Verdict.of(Outcome.NOT_REGISTERED));
      case Answer.Held() -> Optional.empty();
    };
  }

  /**
   * In the transaction that also puts the answer into the outbox: both are committed, or neither.
   */
  private void record(
      Work work, Permit permit, Optional<AddresseeNumber> subject, Verdict verdict, Instant now) {
    ports
        .ledger()
        .record(
            work.transaction(),
            new Exchange(
                Exchange.Role.PROVIDER,
                permit.inquiry(),
                Optional.of(permit.id()),
                permit.inquirer(),
                permit.provider(),
                permit.purpose(),
                permit.procedure(),
                permit.information(),
                subject,
                verdict.outcome(),
                verdict.ending().reason(),
                now));
    work.afterwards(
        () -> meters.outcome(work.tenant(), Direction.IN, permit.lane(), verdict.outcome()));
  }

  /** Composes the answer, and sees to it that it leaves once it is committed. */
  private Departure departure(Work work, PermittedInquiry asked, Verdict verdict, Instant now) {
    Permit permit = asked.permit();
    Pointer pointer =
        new Pointer(
            new QueueKey(work.tenant(), Direction.OUT, permit.lane()),
            MessageKind.ANSWER,
            permit.inquirer(),
            MessageId.random(clock, random));
    byte[] xml =
        ports
            .messages()
            .answer(
                new AnswerToSend(
                    work.tenant(),
                    pointer.message(),
                    permit.provider(),
                    permit.inquirer(),
                    now,
                    permit.expiresAt(),
                    permit,
                    verdict.body(),
                    asked.sealingCertificate()));
    Optional<Express.Seat> seat = express.reserve(pointer.queue());
    Instant due = seat.isPresent() ? now.plus(Express.LEASE) : now;
    MessageRows.Outgoing message =
        new MessageRows.Outgoing(permit.route(), permit.id().value(), xml, permit.expiresAt(), due);
    seat.ifPresentOrElse(
        it -> {
          work.otherwise(it::giveBack);
          work.afterwards(() -> it.leave(pointer, MessageRows.Row.of(message)));
        },
        () -> work.afterwards(() -> queues.send(pointer, Duration.ZERO)));
    return new Departure(pointer, message);
  }

  /** An answer about to leave. */
  private record Departure(Pointer pointer, MessageRows.Outgoing message) {}
}
