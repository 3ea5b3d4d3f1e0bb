package renkei.broker.engine;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import renkei.broker.Acceptance;
import renkei.broker.Direction;
import renkei.broker.Pointer;
import renkei.broker.PointerQueues;
import renkei.broker.QueueKey;
import renkei.broker.message.InboundMessage;
import renkei.broker.message.Incoming;
import renkei.broker.message.MessageKind;
import renkei.codebook.AgencyCode;
import renkei.codebook.Lane;
import renkei.codebook.MessageId;
import renkei.codebook.Reason;
import renkei.codebook.TenantId;
import renkei.codebook.database.DatabaseUnavailableException;

/**
 * Makes messages of the national door durable: processed inline while there is room, otherwise by
 * themselves in one transaction, and then the pointer.
 */
final class InboundStore {

  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);
  private static final Duration BULK_PATIENCE = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final MessageRows rows;
  private final InlineProcessing inline;
  private final Cases cases;
  private final Backlog backlog;
  private final PointerQueues queues;
  private final LaneTransactions transactions;
  private final BrokerMeters meters;
  private final Clock clock;

  InboundStore(EngineParts parts, InlineProcessing inline, Cases cases) {
    this.rows = parts.rows();
    this.inline = inline;
    this.cases = cases;
    this.backlog = parts.backlog();
    this.queues = parts.queues();
    this.transactions = parts.transactions();
    this.meters = parts.meters();
    this.clock = parts.clock();
  }

  Acceptance accept(InboundMessage message) {
    return switch (message.work()) {
      case InboundMessage.ByCase work -> process(message, work);
      case InboundMessage.ByDoor work -> apply(message, work);
    };
  }

  private Acceptance process(InboundMessage message, InboundMessage.ByCase work) {
    Pointer pointer = pointer(message, lane(message, work));
    if (backlog.isFull(pointer.queue())) {
      return new Acceptance.Busy(RETRY_AFTER);
    }
    Lane lane = pointer.queue().lane();
    return keep(message, work.content(), pointer, lane == Lane.BULK ? BULK_PATIENCE : PATIENCE)
        .orElseThrow(
            () ->
                new DatabaseUnavailableException(
                    "all transactions of lane " + lane + " wait for the database", true));
  }

  /** As {@link renkei.broker.Broker#busy}. */
  Optional<Duration> busy(TenantId receiver, MessageKind kind, Lane lane, Optional<UUID> about) {
    Optional<Lane> known =
        about.isEmpty()
            ? Optional.of(lane)
            : cases.receiving(kind).flatMap(one -> one.rememberedLaneOf(receiver, about.get()));
    return known
        .filter(each -> backlog.isFull(new QueueKey(receiver, Direction.IN, each)))
        .map(_ -> RETRY_AFTER);
  }

  /** What goes on with work of the tenant's own takes that work's lane, not another's. */
  private Lane lane(InboundMessage message, InboundMessage.ByCase work) {
    return cases
        .receiving(message.kind())
        .flatMap(one -> work.about().flatMap(about -> one.laneOf(message.receiver(), about)))
        .orElse(work.lane());
  }

  private Optional<Acceptance> keep(
      InboundMessage message, Incoming content, Pointer pointer, Duration patience) {
    return inline
        .accept(message, content, pointer)
        .<Acceptance>map(accepted -> accepted)
        .or(
            () ->
                transactions.tryRun(
                    pointer.queue().lane(),
                    message.receiver(),
                    patience,
                    work -> keep(work, message, pointer)));
  }

  private Acceptance keep(UnitOfWork work, InboundMessage message, Pointer pointer) {
    if (!rows.insert(work, pointer, message, MessageState.WAITING, clock.instant())) {
      return repeated(work, message);
    }
    backlog.added(work, pointer.queue());
    work.afterCommit(() -> queues.send(pointer, Duration.ZERO));
    return new Acceptance.Accepted(message.receipt());
  }

  private Acceptance apply(InboundMessage message, InboundMessage.ByDoor work) {
    Pointer pointer = pointer(message, work.lane());
    return transactions.run(
        work.lane(),
        message.receiver(),
        unit -> {
          if (!rows.insert(unit, pointer, message, MessageState.DONE, clock.instant())) {
            return repeated(unit, message);
          }
          Optional<Reason> refusal = work.effect().apply(unit.transaction());
          if (refusal.isPresent()) {
            unit.rollBack();
            return new Acceptance.Refused(refusal.get());
          }
          unit.afterCommit(() -> meters.finished(pointer.queue()));
          return new Acceptance.Accepted(message.receipt());
        });
  }

  Optional<byte[]> findReceipt(TenantId receiver, AgencyCode sender, MessageId message) {
    return transactions.lookUp(receiver, work -> rows.receipt(work, sender, message));
  }

  private Acceptance repeated(UnitOfWork work, InboundMessage message) {
    return rows.receipt(work, message.sender(), message.id())
        .<Acceptance>map(Acceptance.Repeated::new)
        .orElseThrow(
            () ->
                new DatabaseUnavailableException(
                    "a message was forgotten while it was repeated",
                    true,
                    new IllegalStateException()));
  }

  private static Pointer pointer(InboundMessage message, Lane lane) {
    return new Pointer(
        new QueueKey(message.receiver(), Direction.IN, lane),
        message.kind(),
        message.sender(),
        message.id());
  }
}
