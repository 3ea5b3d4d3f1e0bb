package renkei.broker.inquiry;

import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import renkei.broker.BrokerParts;
import renkei.broker.BrokerPorts;
import renkei.broker.BrokerSettings;
import renkei.broker.Direction;
import renkei.broker.InquiryRequest;
import renkei.broker.InquiryState;
import renkei.broker.Pointer;
import renkei.broker.QueueKey;
import renkei.broker.Submission;
import renkei.broker.bulk.BulkHours;
import renkei.broker.engine.Backlog;
import renkei.broker.engine.EngineParts;
import renkei.broker.engine.LaneTransactions;
import renkei.broker.engine.ListDecision;
import renkei.broker.engine.OutboundMessage;
import renkei.broker.engine.Outbox;
import renkei.broker.engine.ServedAgencies;
import renkei.broker.engine.StoredMessage;
import renkei.broker.engine.UnitOfWork;
import renkei.broker.message.Ending;
import renkei.broker.message.InquiryToSend;
import renkei.broker.message.MessageKind;
import renkei.broker.message.NationalMessages;
import renkei.codebook.AffairCode;
import renkei.codebook.AgencyCode;
import renkei.codebook.InquiryId;
import renkei.codebook.ItemChoice;
import renkei.codebook.JapanTime;
import renkei.codebook.Lane;
import renkei.codebook.Matter;
import renkei.codebook.Outcome;
import renkei.codebook.PersonCode;
import renkei.codebook.Purpose;
import renkei.codebook.Reason;
import renkei.codebook.TenantId;
import renkei.codebook.permission.PermissionDecision;
import renkei.codebook.permission.PermissionQuestion;
import renkei.codebook.permission.Permissions;
import renkei.codebook.vault.CodeVaults;

/** Takes inquiries of local systems (情報照会), and puts them into the outbox. */
final class InquiryIntake {

  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

  private final InquiryRows inquiries;
  private final InquiryEnding ending;
  private final InquiryLanes lanes;
  private final CounterRates counterRates;
  private final BulkHours hours;
  private final BrokerSettings settings;
  private final CodeVaults vaults;
  private final Permissions permissions;
  private final NationalMessages messages;
  private final LaneTransactions transactions;
  private final Backlog backlog;
  private final Outbox outbox;
  private final ServedAgencies agencies;
  private final Clock clock;
  private final RandomGenerator random;

  InquiryIntake(
      InquiryRows inquiries,
      InquiryEnding ending,
      InquiryLanes lanes,
      BrokerSettings settings,
      BrokerParts parts,
      BrokerPorts ports,
      EngineParts engine,
      BulkHours hours) {
    this.inquiries = inquiries;
    this.ending = ending;
    this.lanes = lanes;
    this.counterRates =
        new CounterRates(settings.bounds().counterRate(), TimeMeter.SYSTEM_NANOTIME);
    this.settings = settings;
    this.hours = hours;
    this.vaults = parts.vaults();
    this.permissions = parts.permissions();
    this.random = parts.random();
    this.messages = ports.messages();
    this.transactions = engine.transactions();
    this.backlog = engine.backlog();
    this.outbox = engine.outbox();
    this.agencies = engine.agencies();
    this.clock = engine.clock();
  }

  /** As {@link renkei.broker.Broker#inquire}. */
  Submission inquire(TenantId tenant, InquiryRequest request) {
    QueueKey queue = new QueueKey(tenant, Direction.OUT, request.lane());
    if (backlog.isFull(queue)) {
      return new Submission.Busy(RETRY_AFTER);
    }
    if (request.lane() == Lane.COUNTER && !counterRates.admit(tenant)) {
      return new Submission.TooFast(RETRY_AFTER);
    }
    Submission submission =
        transactions.run(
            request.lane(),
            tenant,
            work -> {
              backlog.added(work, queue);
              return inquire(work, request);
            });
    if (submission instanceof Submission.Accepted(InquiryId id, InquiryState _)) {
      lanes.remember(tenant, id, request.lane());
    }
    return submission;
  }

  private Submission inquire(UnitOfWork work, InquiryRequest request) {
    Instant now = clock.instant();
    InquiryRows.Row row = row(request, now);
    return repeat(work, row).orElseGet(() -> ask(work, row, now));
  }

  private InquiryRows.Row row(InquiryRequest request, Instant now) {
    Duration closed = request.lane() == Lane.BULK ? hours.untilOpen(now) : Duration.ZERO;
    return new InquiryRows.Row(
        InquiryId.random(clock, random),
        request.localId(),
        request.subject(),
        request.lane(),
        Purpose.LINKAGE,
        request.provider(),
        request.affair().or(() -> permissions.affairOf(request.procedure())),
        request.procedure(),
        request.information(),
        closed.isPositive() ? InquiryState.WAITING_FOR_WINDOW : InquiryState.ACCEPTED,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        now,
        deadline(request, now));
  }

  /** The usual time passes while the inquiry may go: none must expire behind a closed window. */
  private Instant deadline(InquiryRequest request, Instant now) {
    return request
        .deadline()
        .map(now::plus)
        .orElseGet(
            () ->
                request.lane() == Lane.BULK
                    ? hours.after(now, settings.inquiryDeadline())
                    : now.plus(settings.inquiryDeadline()));
  }

  private Optional<Submission> repeat(UnitOfWork work, InquiryRows.Row row) {
    return inquiries.find(work, row.localId()).map(first -> answerAgain(work, first, row));
  }

  private Submission answerAgain(UnitOfWork work, InquiryRows.Row first, InquiryRows.Row again) {
    if (!inquiries.same(work, first, again)) {
      return new Submission.LocalIdTaken(first.id());
    }
    if (first.outcome().equals(Optional.of(Outcome.REFUSED))
        && first.reason().filter(InquiryIntake::isOurs).isPresent()) {
      return new Submission.NotPermitted(first.id(), first.reason().get());
    }
    return new Submission.Accepted(first.id(), first.state());
  }

  /** Whether it was this platform's own copy of the list that did not allow an inquiry. */
  private static boolean isOurs(Reason reason) {
    for (PermissionDecision.Reason ours : PermissionDecision.Reason.values()) {
      if (ours.name().equals(reason.value())) {
        return true;
      }
    }
    return false;
  }

  /** Where no list names the procedure, nothing is permitted under it. */
  private Submission ask(UnitOfWork work, InquiryRows.Row row, Instant now) {
    return row.affair()
        .map(affair -> ask(work, row, affair, now))
        .orElseGet(
            () ->
                refuse(
                    work,
                    row,
                    new Reason(PermissionDecision.Reason.NO_PERMISSION.name()),
                    Optional.empty(),
                    now));
  }

  private Submission ask(UnitOfWork work, InquiryRows.Row row, AffairCode affair, Instant now) {
    ListDecision decided =
        ListDecision.by(
            permissions,
            new PermissionQuestion(
                agencies.agency(work.tenant()),
                row.provider(),
                row.purpose(),
                new Matter(affair, row.procedure(), row.information(), new ItemChoice.All()),
                JapanTime.date(now)));
    return switch (decided.decision()) {
      case PermissionDecision.Denied(PermissionDecision.Reason why) ->
          refuse(work, row, new Reason(why.name()), decided.list(), now);
      case PermissionDecision.Allowed _ ->
          vaults.of(work.transaction()).findCodes(List.of(row.subject())).values().stream()
              .findFirst()
              .map(code -> send(work, row, affair, code, now))
              .orElseGet(Submission.NoCode::new);
    };
  }

  private Submission refuse(
      UnitOfWork work, InquiryRows.Row row, Reason reason, Optional<Long> list, Instant now) {
    InquiryRows.Row refused = row.ended(Outcome.REFUSED, reason);
    if (!inquiries.insert(work, refused)) {
      return again(work, row);
    }
    ending.record(
        work,
        refused,
        Ending.of(Outcome.REFUSED, Optional.of(reason)),
        new InquiryEnding.Known(Optional.empty(), list),
        now);
    return new Submission.NotPermitted(row.id(), reason);
  }

  private Submission send(
      UnitOfWork work, InquiryRows.Row row, AffairCode affair, PersonCode subject, Instant now) {
    if (!inquiries.insert(work, row)) {
      return again(work, row);
    }
    AgencyCode core = agencies.core();
    Pointer pointer = outbox.pointer(work.tenant(), row.lane(), MessageKind.INQUIRY, core);
    byte[] xml =
        messages.inquiry(
            new InquiryToSend(
                work.tenant(),
                pointer.message(),
                agencies.agency(work.tenant()),
                core,
                now,
                row.deadline(),
                row.id(),
                row.purpose(),
                row.lane(),
                List.of(
                    new InquiryToSend.Asked(
                        row.exchange(),
                        row.provider(),
                        subject,
                        new Matter(
                            affair, row.procedure(), row.information(), new ItemChoice.All())))));
    StoredMessage stored = new StoredMessage(pointer, Optional.of(row.id().value()));
    outbox.send(work, new OutboundMessage(stored, settings.coreRoute(), xml, row.deadline()), now);
    return new Submission.Accepted(row.id(), row.state());
  }

  /** The same local id came in twice at once: by now the other one is committed. */
  private Submission again(UnitOfWork work, InquiryRows.Row row) {
    return repeat(work, row)
        .orElseThrow(() -> new IllegalStateException("an inquiry vanished while being repeated"));
  }
}
