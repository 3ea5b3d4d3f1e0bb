package renkei.broker.engine;

import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renkei.broker.Acceptance;
import renkei.broker.Pointer;
import renkei.broker.message.InboundMessage;
import renkei.broker.message.Incoming;
import renkei.codebook.Lane;
import renkei.codebook.concurrent.Permits;
import renkei.codebook.concurrent.StopSignal;
import renkei.codebook.database.DatabaseDamagedException;
import renkei.codebook.database.DatabaseUnavailableException;

/**
 * Processes messages in the very transaction that makes them durable, while there is room: the
 * message and its whole effect are committed together, or neither. Whatever is not plainly dealt
 * with goes through its queue, which knows how to try again, to give up and to tell people.
 */
final class InlineProcessing {

  private static final Logger LOG = LoggerFactory.getLogger(InlineProcessing.class);

  /**
   * How long to wait for room, and then for a transaction: the way through the queue costs more
   * processor time, but when all stand still, keeping the message comes first.
   */
  private static final Duration MOMENT = Duration.ofMillis(250);

  private final Map<Lane, Semaphore> bulkheads = new EnumMap<>(Lane.class);
  private final MessageRows rows;
  private final InboundProcessor processor;
  private final AdmissionGate gate;
  private final LaneTransactions transactions;
  private final BrokerMeters meters;
  private final Clock clock;
  private final StopSignal stop;
  private volatile boolean begun;

  /**
   * @param each how many of a lane at once, of bulk half of it; 0 if every message is to go through
   *     its queue
   */
  InlineProcessing(int each, EngineParts parts, InboundProcessor processor, AdmissionGate gate) {
    this.rows = parts.rows();
    this.processor = processor;
    this.gate = gate;
    this.transactions = parts.transactions();
    this.meters = parts.meters();
    this.clock = parts.clock();
    this.stop = parts.stop();
    for (Lane lane : Lane.values()) {
      int seats = lane == Lane.BULK ? each / 2 : each;
      if (seats > 0) {
        bulkheads.put(lane, new Semaphore(seats, true));
      }
    }
  }

  /** From now on, until the broker stops. */
  void begin() {
    begun = true;
  }

  /**
   * Keeps a message and processes it; empty, with nothing kept, if it must go through its queue.
   *
   * @throws DatabaseUnavailableException if the database is away or full
   */
  Optional<Acceptance.Accepted> accept(InboundMessage message, Incoming content, Pointer pointer) {
    Semaphore bulkhead = bulkheads.get(pointer.queue().lane());
    if (bulkhead == null || !isRunning() || !Permits.acquire(bulkhead, MOMENT)) {
      return Optional.empty();
    }
    try {
      return isRunning() && gate.admitsNow(pointer)
          ? process(message, pointer, content)
          : Optional.empty();
    } finally {
      bulkhead.release();
    }
  }

  private boolean isRunning() {
    return begun && !stop.isRaised();
  }

  private Optional<Acceptance.Accepted> process(
      InboundMessage message, Pointer pointer, Incoming content) {
    try {
      return transactions
          .tryRun(
              pointer.queue().lane(),
              message.receiver(),
              MOMENT,
              work -> processed(work, message, pointer, content))
          .filter(isProcessed -> isProcessed)
          .map(_ -> new Acceptance.Accepted(message.receipt()));
    } catch (RuntimeException e) {
      // What is damaged may be what the message needs, and it can be kept all the same.
      if (e instanceof DatabaseUnavailableException && !(e instanceof DatabaseDamagedException)) {
        throw e;
      }
      LOG.warn("{} of {} goes through its queue", message.kind(), message.id(), e);
      return Optional.empty();
    }
  }

  /** Whether it is dealt with; if not, it has left no trace. */
  private boolean processed(
      UnitOfWork work, InboundMessage message, Pointer pointer, Incoming content) {
    boolean processed =
        rows.insert(work, pointer, message, MessageState.DONE, clock.instant())
            && processor.dealsWith(work, new Received(StoredMessage.in(pointer), content));
    if (processed) {
      work.afterCommit(() -> meters.finished(pointer.queue()));
    } else {
      work.rollBack();
    }
    return processed;
  }
}
