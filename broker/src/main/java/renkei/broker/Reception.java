package renkei.broker;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import renkei.broker.Transitions.MessageState;
import renkei.codebook.AgencyCode;
import renkei.codebook.Lane;
import renkei.codebook.MessageId;
import renkei.codebook.TenantId;
import renkei.codebook.database.DatabaseUnavailableException;

/**
 * Makes messages of the national door durable: with their effect while there is room, otherwise by
 * themselves in one transaction, and then the pointer.
 */
final class Reception {

  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);
  private static final Duration BULK_PATIENCE = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final MessageRows rows;
  private final AtOnce atOnce;
  private final QueueMonitor monitor;
  private final PointerQueues queues;
  private final Shared shared;
  private final InquiryLanes lanes;
  private final BrokerSettings.Bounds bounds;
  private final Clock clock;

  Reception(
      MessageRows rows,
      AtOnce atOnce,
      QueueMonitor monitor,
      PointerQueues queues,
      Shared shared,
      InquiryLanes lanes,
      BrokerSettings.Bounds bounds,
      Clock clock) {
    this.rows = rows;
    this.atOnce = atOnce;
    this.monitor = monitor;
    this.queues = queues;
    this.shared = shared;
    this.lanes = lanes;
    this.bounds = bounds;
    this.clock = clock;
  }

  Acceptance accept(InboundMessage message) {
    Lane lane = lane(message);
    if (isFull(new QueueKey(message.receiver(), Direction.IN, lane))) {
      return new Acceptance.Busy(RETRY_AFTER);
    }
    if (lane == Lane.BULK) {
      return keep(message, lane, BULK_PATIENCE).orElseGet(() -> new Acceptance.Busy(RETRY_AFTER));
    }
    return keep(message, lane, PATIENCE)
        .orElseThrow(
            () ->
                new DatabaseUnavailableException(
                    "too many transactions at once", true, new IllegalStateException()));
  }

  /** What is about one of the tenant's inquiries takes its share, not another's. */
  private Lane lane(InboundMessage message) {
    return message
        .inquiry()
        .flatMap(inquiry -> lanes.find(message.receiver(), inquiry))
        .orElse(message.lane());
  }

  /** Whether as much waits as may; known from the last count, without asking the database. */
  boolean isFull(QueueKey queue) {
    return monitor.backlog(queue) >= bounds.waiting(queue.lane());
  }

  private Optional<Acceptance> keep(InboundMessage message, Lane lane, Duration patience) {
    return atOnce
        .accept(message, lane)
        .<Acceptance>map(accepted -> accepted)
        .or(
            () ->
                shared
                    .transactions()
                    .tryRun(lane, message.receiver(), patience, work -> keep(work, message)));
  }

  private Acceptance keep(Work work, InboundMessage message) {
    Optional<Lane> lane = rows.insert(work, message, MessageState.WAITING, clock.instant());
    if (lane.isEmpty()) {
      return repeated(work, message);
    }
    QueueKey queue = new QueueKey(message.receiver(), Direction.IN, lane.get());
    Pointer pointer = new Pointer(queue, message.kind(), message.sender(), message.id());
    work.afterwards(
        () -> {
          monitor.added(queue);
          queues.send(pointer, Duration.ZERO);
        });
    return new Acceptance.Accepted(message.receipt());
  }

  /** The door does what the message asks, in the same transaction. */
  Acceptance accept(InboundMessage message, InboundEffect effect) {
    return shared
        .transactions()
        .run(
            message.lane(),
            message.receiver(),
            work -> {
              Optional<Lane> lane = rows.insert(work, message, MessageState.DONE, clock.instant());
              if (lane.isEmpty()) {
                return repeated(work, message);
              }
              effect.apply(work.transaction());
              work.afterwards(
                  () ->
                      shared
                          .meters()
                          .finished(new QueueKey(message.receiver(), Direction.IN, lane.get())));
              return new Acceptance.Accepted(message.receipt());
            });
  }

  Optional<byte[]> findReceipt(TenantId receiver, AgencyCode sender, MessageId message) {
    return shared.transactions().aside(receiver, work -> rows.receipt(work, sender, message));
  }

  private Acceptance repeated(Work work, InboundMessage message) {
    return rows.receipt(work, message.sender(), message.id())
        .<Acceptance>map(Acceptance.Repeated::new)
        .orElseThrow(
            () ->
                new DatabaseUnavailableException(
                    "a message was forgotten while it was repeated",
                    true,
                    new IllegalStateException()));
  }
}
