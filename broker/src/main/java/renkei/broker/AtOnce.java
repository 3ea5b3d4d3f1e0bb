package renkei.broker;

import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renkei.broker.Transitions.MessageState;
import renkei.codebook.Lane;
import renkei.codebook.database.DatabaseUnavailableException;

/**
 * Deals with messages in the very transaction that makes them durable, while there is room: the
 * message and its whole effect are committed together, or neither. Whatever is not plainly dealt
 * with goes through its queue, which knows how to try again, to give up and to tell people.
 */
final class AtOnce {

  private static final Logger LOG = LoggerFactory.getLogger(AtOnce.class);

  /**
   * How long to wait for room, and then for a transaction: the way through the queue costs more
   * processor time, but when all stand still, keeping the message comes first.
   */
  private static final Duration MOMENT = Duration.ofMillis(250);

  /** Leaves a transaction without any trace, since the message must go through its queue. */
  private static final class NotNowException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotNowException() {
      super("the message goes through its queue", null, false, false);
    }
  }

  private final Map<Lane, Semaphore> room = new EnumMap<>(Lane.class);
  private final MessageRows rows;
  private final InWork inWork;
  private final BulkGate gate;
  private final Shared shared;
  private final Clock clock;
  private final CountDownLatch stopping;
  private volatile boolean begun;

  /**
   * @param each how many of a lane at once, of bulk half of it; 0 if every message is to go through
   *     its queue
   */
  AtOnce(
      int each,
      MessageRows rows,
      InWork inWork,
      BulkGate gate,
      Shared shared,
      Clock clock,
      CountDownLatch stopping) {
    this.rows = rows;
    this.inWork = inWork;
    this.gate = gate;
    this.shared = shared;
    this.clock = clock;
    this.stopping = stopping;
    for (Lane lane : Lane.values()) {
      int seats = lane == Lane.BULK ? each / 2 : each;
      if (seats > 0) {
        room.put(lane, new Semaphore(seats, true));
      }
    }
  }

  /** From now on, until the broker stops. */
  void begin() {
    begun = true;
  }

  /**
   * Keeps a message and deals with it; empty, with nothing kept, if it must go through its queue.
   *
   * @throws DatabaseUnavailableException if the database is away or full
   */
  Optional<Acceptance.Accepted> accept(InboundMessage message, Lane lane) {
    Semaphore seats = room.get(lane);
    if (message.content().isEmpty() || seats == null || !isRunning() || !taken(seats)) {
      return Optional.empty();
    }
    Incoming content = message.content().get();
    try {
      return isRunning() && gate.passesNow(pointer(message, lane))
          ? shared
              .transactions()
              .tryRun(lane, message.receiver(), MOMENT, work -> dealWith(work, message, content))
          : Optional.empty();
    } catch (NotNowException | Provisioning.AlreadyProvidedException _) {
      return Optional.empty();
    } catch (DatabaseUnavailableException e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.warn("{} of {} goes through its queue", message.kind(), message.id(), e);
      return Optional.empty();
    } finally {
      seats.release();
    }
  }

  private boolean isRunning() {
    return begun && stopping.getCount() > 0;
  }

  private static boolean taken(Semaphore seats) {
    try {
      return seats.tryAcquire(MOMENT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Acceptance.Accepted dealWith(Work work, InboundMessage message, Incoming content) {
    Lane lane =
        rows.insert(work, message, MessageState.DONE, clock.instant())
            .orElseThrow(NotNowException::new);
    Pointer pointer = pointer(message, lane);
    if (!inWork.dealsWith(work, pointer, content)) {
      throw new NotNowException();
    }
    work.afterwards(() -> shared.meters().finished(pointer.queue()));
    return new Acceptance.Accepted(message.receipt());
  }

  private static Pointer pointer(InboundMessage message, Lane lane) {
    return new Pointer(
        new QueueKey(message.receiver(), Direction.IN, lane),
        message.kind(),
        message.sender(),
        message.id());
  }
}
