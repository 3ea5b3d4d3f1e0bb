package renkei.broker.inquiry;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import renkei.broker.BrokerParts;
import renkei.broker.BrokerPorts;
import renkei.broker.BrokerSettings;
import renkei.broker.InquiryRequest;
import renkei.broker.InquirySearch;
import renkei.broker.InquiryStatus;
import renkei.broker.LocalId;
import renkei.broker.Submission;
import renkei.broker.bulk.BulkHours;
import renkei.broker.engine.EngineParts;
import renkei.broker.engine.Expiry;
import renkei.broker.engine.MessageCase;
import renkei.broker.engine.Received;
import renkei.broker.engine.Settlement;
import renkei.broker.engine.StoredMessage;
import renkei.broker.engine.UnitOfWork;
import renkei.broker.message.AnswerReceived;
import renkei.broker.message.Decision;
import renkei.broker.message.Ending;
import renkei.broker.message.MessageKind;
import renkei.codebook.ExchangeId;
import renkei.codebook.InquiryId;
import renkei.codebook.Lane;
import renkei.codebook.MessageId;
import renkei.codebook.Outcome;
import renkei.codebook.Reason;
import renkei.codebook.TenantId;
import renkei.codebook.database.BlindIndex;

/**
 * Inquiries of the tenants (情報照会), which are sets of exchanges: from their local systems to the
 * core, and back with decisions and answers. An exchange has exactly one outcome. Thread-safe.
 */
public final class InquiryCase implements MessageCase {

  private final ExchangeRows exchanges;
  private final InquiryRows rows;
  private final InquiriesOfBefore before;
  private final InquiryEnding ending;
  private final InquiryIntake intake;
  private final InquiryWatch watch;
  private final InquiryLanes lanes;
  private final DecisionHandler decisions;
  private final AnswerHandler answers;
  private final Duration retention;
  private final EngineParts engine;

  /** The case over the tenants' inquiries. */
  public InquiryCase(
      BrokerSettings settings,
      BrokerParts parts,
      BrokerPorts ports,
      EngineParts engine,
      BulkHours hours) {
    CompletionSignals signals = new CompletionSignals();
    this.engine = engine;
    this.exchanges = new ExchangeRows(engine.columns());
    this.rows = new InquiryRows(engine.columns(), exchanges);
    this.before = new InquiriesOfBefore(engine.columns(), rows, engine.outbox());
    this.ending = new InquiryEnding(exchanges, ports.ledger(), engine, signals);
    this.watch = new InquiryWatch(rows, engine.transactions(), signals);
    this.lanes = new InquiryLanes(rows, engine.transactions());
    this.intake = new InquiryIntake(rows, ending, lanes, settings, parts, ports, engine, hours);
    this.decisions = new DecisionHandler(exchanges, ending, engine);
    this.answers = new AnswerHandler(exchanges, ending, ports, engine.clock());
    this.retention = settings.retention();
  }

  /** As {@link renkei.broker.Broker#inquire}. */
  public Submission inquire(TenantId tenant, InquiryRequest request) {
    return intake.inquire(tenant, request);
  }

  /** As {@link renkei.broker.Broker#find}. */
  public Optional<InquiryStatus> find(TenantId tenant, InquiryId inquiry, Duration wait) {
    return watch.find(tenant, inquiry, wait);
  }

  /** As {@link renkei.broker.Broker#find(TenantId, LocalId)}. */
  public Optional<InquiryStatus> find(TenantId tenant, LocalId localId) {
    return watch.find(tenant, localId);
  }

  /** As {@link renkei.broker.Broker#withdraw}. */
  public Optional<InquiryStatus> withdraw(
      TenantId tenant, InquiryId inquiry, Set<ExchangeId> which) {
    return engine.transactions().lookUp(tenant, work -> withdraw(work, inquiry, which));
  }

  private Optional<InquiryStatus> withdraw(
      UnitOfWork work, InquiryId inquiry, Set<ExchangeId> which) {
    List<InquiryEnding.Ended> withdrawn =
        exchanges.lockAll(work, exchanges.index(work.tenant(), inquiry)).stream()
            .filter(each -> !each.isFinished())
            .filter(each -> which.isEmpty() || which.contains(each.id()))
            .map(
                each ->
                    InquiryEnding.Ended.of(each, Ending.of(Outcome.WITHDRAWN, Optional.empty())))
            .toList();
    ending.finish(work, withdrawn, engine.clock().instant());
    return rows.find(work, inquiry).map(InquiryRows.Row::status);
  }

  /** As {@link renkei.broker.Broker#inquiries}. */
  public InquiryStatus.Page page(TenantId tenant, Optional<InquiryId> after, int atMost) {
    return watch.page(tenant, after, atMost);
  }

  /** As {@link renkei.broker.Broker#search}. */
  public InquiryStatus.Page search(
      TenantId tenant, InquirySearch wanted, Optional<InquiryId> after, int atMost) {
    return watch.search(tenant, wanted, after, atMost);
  }

  /**
   * Carries over some inquiries kept by an earlier version.
   *
   * @param after those up to this one, by their ids, have been looked at
   * @return the last one looked at; empty if there is none after {@code after}
   */
  public Optional<UUID> carryOver(UnitOfWork work, UUID after, int atMost) {
    return before.carryOver(work, after, atMost);
  }

  @Override
  public Set<MessageKind> receives() {
    return Set.of(MessageKind.DECISION, MessageKind.ANSWER);
  }

  @Override
  public Set<MessageKind> sends() {
    return Set.of(MessageKind.INQUIRY);
  }

  @Override
  public List<Settlement> receive(UnitOfWork work, List<Received> messages) {
    return messages.stream().map(message -> receive(work, message)).toList();
  }

  private Settlement receive(UnitOfWork work, Received message) {
    return switch (message.content()) {
      case Decision decision -> decisions.decide(work, decision);
      case AnswerReceived answer -> answers.take(work, answer);
      default -> new Settlement.Refused(InquiryReasons.OTHER_KIND);
    };
  }

  @Override
  public Optional<Lane> laneOf(TenantId tenant, UUID about) {
    return lanes.find(tenant, new InquiryId(about));
  }

  @Override
  public Optional<Lane> rememberedLaneOf(TenantId tenant, UUID about) {
    return lanes.remembered(tenant, new InquiryId(about));
  }

  @Override
  public boolean asksBeforeSending(MessageKind kind) {
    return true;
  }

  /** Notes that inquiries go to the core, but for those that nobody waits for any more. */
  @Override
  public Set<MessageId> stillWanted(UnitOfWork work, List<StoredMessage> messages) {
    return messages.stream()
        .filter(message -> isStillAsked(work, message))
        .map(StoredMessage::id)
        .collect(Collectors.toUnmodifiableSet());
  }

  private boolean isStillAsked(UnitOfWork work, StoredMessage message) {
    List<ExchangeRows.Row> open = lockOpen(work, message);
    exchanges.sent(work, open, engine.clock().instant());
    return !open.isEmpty();
  }

  @Override
  public void undeliverable(UnitOfWork work, StoredMessage message, Reason why) {
    ending.finish(
        work,
        lockOpen(work, message).stream()
            .map(each -> InquiryEnding.Ended.of(each, InquiryReasons.INQUIRY_REJECTED))
            .toList(),
        engine.clock().instant());
  }

  /** The exchanges that a message asks for and that have not ended. */
  private List<ExchangeRows.Row> lockOpen(UnitOfWork work, StoredMessage message) {
    return message.about().stream()
        .flatMap(inquiry -> exchanges.lockAll(work, inquiry).stream())
        .filter(each -> !each.isFinished())
        .toList();
  }

  @Override
  public List<Expiry> overdue(UnitOfWork work, Instant now, int atMost) {
    return exchanges.overdue(work, now, atMost).stream()
        .map(index -> new Expiry("exchange " + index, it -> expire(it, index)))
        .toList();
  }

  private boolean expire(UnitOfWork work, BlindIndex index) {
    List<InquiryEnding.Ended> overdue =
        exchanges.lockIdle(work, index).stream()
            .filter(each -> !each.isFinished())
            .map(
                each ->
                    InquiryEnding.Ended.of(
                        each,
                        Ending.of(Outcome.EXPIRED, Optional.of(InquiryReasons.NO_ANSWER_IN_TIME))))
            .toList();
    ending.finish(work, overdue, engine.clock().instant());
    return !overdue.isEmpty();
  }

  @Override
  public int purge(UnitOfWork work, Instant now, Duration memory, int atMost) {
    return rows.purge(work, now.minus(retention), atMost);
  }
}
