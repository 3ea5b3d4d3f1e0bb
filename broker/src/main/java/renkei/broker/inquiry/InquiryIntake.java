package renkei.broker.inquiry;

import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
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
import renkei.codebook.AddresseeNumber;
import renkei.codebook.AffairCode;
import renkei.codebook.AgencyCode;
import renkei.codebook.ExchangeId;
import renkei.codebook.Handling;
import renkei.codebook.InquiryId;
import renkei.codebook.JapanTime;
import renkei.codebook.Lane;
import renkei.codebook.Outcome;
import renkei.codebook.PersonCode;
import renkei.codebook.Purpose;
import renkei.codebook.Reason;
import renkei.codebook.TenantId;
import renkei.codebook.permission.PermissionDecision;
import renkei.codebook.permission.PermissionQuestion;
import renkei.codebook.permission.Permissions;
import renkei.codebook.vault.CodeVaults;

/**
 * Takes inquiries of local systems (情報照会), and puts them into the outbox: what of a set is allowed
 * goes in one message, what is not ends at once.
 */
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
    if (request.lane() == Lane.COUNTER && !counterRates.admit(tenant, request.exchanges().size())) {
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
    InquiryState begins =
        closed.isPositive() ? InquiryState.WAITING_FOR_WINDOW : InquiryState.ACCEPTED;
    InquiryId id = InquiryId.random(clock, random);
    Optional<AffairCode> affair =
        request.affair().or(() -> permissions.affairOf(request.procedure()));
    Instant deadline = deadline(request, now);
    List<ExchangeRows.Row> exchanges =
        request.exchanges().stream()
            .map(
                asked ->
                    new ExchangeRows.Row(
                        ExchangeId.random(clock, random),
                        id,
                        request.lane(),
                        new ExchangeRows.Asked(
                            asked.subject(),
                            asked.provider(),
                            Purpose.LINKAGE,
                            affair,
                            request.procedure(),
                            asked.information(),
                            asked.items(),
                            asked.terms(),
                            request.by()),
                        ExchangeRows.Standing.at(InquiryTransitions.TABLE.beginning(begins)),
                        Optional.empty(),
                        now,
                        deadline))
            .toList();
    return new InquiryRows.Row(id, request.localId(), request.lane(), now, deadline, exchanges);
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
    return inquiries.same(work, first, again)
        ? submitted(first)
        : new Submission.LocalIdTaken(first.id());
  }

  /** What came of handing in an inquiry, told from what is kept of it. */
  private static Submission submitted(InquiryRows.Row kept) {
    List<Reason> ours =
        kept.exchanges().stream().flatMap(each -> refusedByUs(each).stream()).toList();
    return ours.size() == kept.exchanges().size()
        ? new Submission.NotPermitted(kept.id(), ours.getFirst())
        : new Submission.Accepted(kept.id(), kept.status().state());
  }

  private static Optional<Reason> refusedByUs(ExchangeRows.Row exchange) {
    return exchange.standing().outcome().equals(Optional.of(Outcome.REFUSED))
        ? exchange.standing().reason().filter(InquiryIntake::isOurs)
        : Optional.empty();
  }

  /** Whether it was this platform's own copy of the list that did not allow an exchange. */
  private static boolean isOurs(Reason reason) {
    for (PermissionDecision.Reason ours : PermissionDecision.Reason.values()) {
      if (ours.name().equals(reason.value())) {
        return true;
      }
    }
    return false;
  }

  /**
   * What the permission list says of one exchange.
   *
   * @param refusal why it is not allowed; empty if it is
   */
  private record Judged(ExchangeRows.Row exchange, Optional<InquiryEnding.Ended> refusal) {

    private ExchangeRows.Row kept() {
      return refusal.map(ended -> exchange.ended(ended.how())).orElse(exchange);
    }
  }

  private Submission ask(UnitOfWork work, InquiryRows.Row row, Instant now) {
    List<Judged> judged = row.exchanges().stream().map(each -> judge(work, each, now)).toList();
    List<ExchangeRows.Row> allowed =
        judged.stream().filter(each -> each.refusal().isEmpty()).map(Judged::exchange).toList();
    Map<AddresseeNumber, PersonCode> codes = codes(work, allowed);
    List<Integer> without =
        IntStream.range(0, judged.size())
            .filter(
                place ->
                    judged.get(place).refusal().isEmpty()
                        && !codes.containsKey(judged.get(place).exchange().asked().subject()))
            .boxed()
            .toList();
    if (!without.isEmpty()) {
      return new Submission.NoCode(without);
    }
    InquiryRows.Row kept = row.with(judged.stream().map(Judged::kept).toList());
    if (!inquiries.insert(work, kept)) {
      return again(work, row);
    }
    ending.record(work, judged.stream().flatMap(each -> each.refusal().stream()).toList(), now);
    if (!allowed.isEmpty()) {
      send(work, row, asked(allowed, codes), now);
    }
    return submitted(kept);
  }

  /** Where no list names the procedure, nothing is permitted under it. */
  private Judged judge(UnitOfWork work, ExchangeRows.Row exchange, Instant now) {
    Optional<AffairCode> affair = exchange.asked().affair();
    if (affair.isEmpty()) {
      return refused(exchange, PermissionDecision.Reason.NO_PERMISSION, Optional.empty());
    }
    ListDecision decided =
        ListDecision.by(
            permissions,
            new PermissionQuestion(
                agencies.agency(work.tenant()),
                exchange.asked().provider(),
                exchange.asked().purpose(),
                exchange.asked().matter(affair.get()),
                exchange.asked().terms().delegation(),
                exchange.asked().terms().consent(),
                JapanTime.date(now)));
    return switch (decided.decision()) {
      case PermissionDecision.Denied(PermissionDecision.Reason why) ->
          refused(exchange, why, decided.list());
      case PermissionDecision.Allowed _ -> new Judged(exchange, Optional.empty());
    };
  }

  private static Judged refused(
      ExchangeRows.Row exchange, PermissionDecision.Reason why, Optional<Long> list) {
    Ending how = Ending.of(Outcome.REFUSED, Optional.of(new Reason(why.name())));
    return new Judged(exchange, Optional.of(InquiryEnding.Ended.refused(exchange, how, list)));
  }

  private Map<AddresseeNumber, PersonCode> codes(UnitOfWork work, List<ExchangeRows.Row> allowed) {
    return allowed.isEmpty()
        ? Map.of()
        : vaults
            .of(work.transaction())
            .findCodes(allowed.stream().map(each -> each.asked().subject()).toList());
  }

  private static List<InquiryToSend.Asked> asked(
      List<ExchangeRows.Row> allowed, Map<AddresseeNumber, PersonCode> codes) {
    List<InquiryToSend.Asked> asked = new ArrayList<>();
    for (ExchangeRows.Row each : allowed) {
      asked.add(
          new InquiryToSend.Asked(
              each.id(),
              each.asked().provider(),
              Objects.requireNonNull(codes.get(each.asked().subject())),
              each.asked().matter(each.asked().affair().orElseThrow()),
              each.asked().terms()));
    }
    return asked;
  }

  private void send(
      UnitOfWork work, InquiryRows.Row row, List<InquiryToSend.Asked> exchanges, Instant now) {
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
                Purpose.LINKAGE,
                Handling.askedFor(row.lane()),
                exchanges));
    StoredMessage stored =
        new StoredMessage(pointer, Optional.of(inquiries.index(work.tenant(), row.id())));
    outbox.send(work, new OutboundMessage(stored, settings.coreRoute(), xml, row.deadline()), now);
  }

  /** The same local id came in twice at once: by now the other one is committed. */
  private Submission again(UnitOfWork work, InquiryRows.Row row) {
    return repeat(work, row)
        .orElseThrow(() -> new IllegalStateException("an inquiry vanished while being repeated"));
  }
}
