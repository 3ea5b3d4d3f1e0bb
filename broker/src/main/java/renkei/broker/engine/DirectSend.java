package renkei.broker.engine;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.BiConsumer;
import renkei.broker.Pointer;
import renkei.broker.QueueKey;
import renkei.codebook.Lane;
import renkei.codebook.concurrent.Permits;
import renkei.codebook.concurrent.StopSignal;

/**
 * Sends messages straight after their commit, without the detour through the queue, while there is
 * room. The row is written under a lease: what is lost in a crash, or does not fit, goes through
 * the queue.
 */
final class DirectSend {

  /**
   * Longer than a sending takes unless its receiver dawdles; after that the message belongs to the
   * queue, and may be sent twice: its receiver answers a repeat with the first receipt.
   */
  static final Duration LEASE = Duration.ofSeconds(20);

  /** How many of one queue may be in flight at once; of bulk a quarter. */
  private static final int SEATS = 16;

  private final Map<QueueKey, Semaphore> bulkheads = new ConcurrentHashMap<>();
  private final StopSignal stop;
  private volatile Optional<BiConsumer<Pointer, MessageRows.Row>> sender = Optional.empty();

  DirectSend(Collection<QueueKey> queues, StopSignal stop) {
    this.stop = stop;
    queues.forEach(queue -> bulkheads.put(queue, new Semaphore(seats(queue))));
  }

  /**
   * From now on, until the broker stops.
   *
   * @param sending sends one; must not throw
   */
  void begin(BiConsumer<Pointer, MessageRows.Row> sending) {
    sender = Optional.of(sending);
  }

  /** Room for one message, to be given back if its transaction fails. */
  static final class Seat {

    private final Semaphore seats;
    private final BiConsumer<Pointer, MessageRows.Row> sending;

    private Seat(Semaphore seats, BiConsumer<Pointer, MessageRows.Row> sending) {
      this.seats = seats;
      this.sending = sending;
    }

    /** The message is committed: send it. */
    void leave(Pointer pointer, MessageRows.Row row) {
      Thread _ = Thread.ofVirtual().name("direct-send").start(() -> send(pointer, row));
    }

    private void send(Pointer pointer, MessageRows.Row row) {
      try {
        sending.accept(pointer, row);
      } finally {
        seats.release();
      }
    }

    void giveBack() {
      seats.release();
    }
  }

  /** Empty if there is no room now. */
  Optional<Seat> reserve(QueueKey queue) {
    Semaphore seats = bulkheads.get(queue);
    return seats != null && !stop.isRaised() && sender.isPresent() && seats.tryAcquire()
        ? sender.map(sending -> new Seat(seats, sending))
        : Optional.empty();
  }

  /** How many of a queue are in flight. */
  int inFlight(QueueKey queue) {
    Semaphore seats = bulkheads.get(queue);
    return seats == null ? 0 : seats(queue) - seats.availablePermits();
  }

  private static int seats(QueueKey queue) {
    return queue.lane() == Lane.BULK ? SEATS / 4 : SEATS;
  }

  /** Waits until none is in flight; false if some still are at {@code end} of the nano clock. */
  boolean finish(long end) {
    for (Map.Entry<QueueKey, Semaphore> one : bulkheads.entrySet()) {
      int all = seats(one.getKey());
      if (!Permits.acquire(one.getValue(), all, Duration.ofNanos(end - System.nanoTime()))) {
        return false;
      }
      one.getValue().release(all);
    }
    return true;
  }
}
