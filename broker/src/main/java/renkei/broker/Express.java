package renkei.broker;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import renkei.codebook.Lane;

/**
 * Sends answers straight after their commit, without the detour through the queue, while there is
 * room. The row is written under a lease: what is lost in a crash, or does not fit, goes through
 * the queue.
 */
final class Express {

  /**
   * Longer than a sending takes unless its receiver dawdles; after that the message belongs to the
   * queue, and may be sent twice: its receiver answers a repeat with the first receipt.
   */
  static final Duration LEASE = Duration.ofSeconds(20);

  private final Map<QueueKey, Semaphore> room = new ConcurrentHashMap<>();
  private final int each;
  private final BiConsumer<Pointer, MessageRows.Row> sending;
  private final CountDownLatch stopping;

  /**
   * @param each how many of one queue may be under way at once; of bulk a quarter
   * @param sending sends one; must not throw
   */
  Express(
      Collection<QueueKey> queues,
      int each,
      BiConsumer<Pointer, MessageRows.Row> sending,
      CountDownLatch stopping) {
    this.each = each;
    this.sending = sending;
    this.stopping = stopping;
    queues.forEach(queue -> room.put(queue, new Semaphore(seats(queue))));
  }

  /** Room for one message, to be given back if its transaction fails. */
  final class Seat {

    private final Semaphore seats;

    private Seat(Semaphore seats) {
      this.seats = seats;
    }

    /** The message is committed: send it. */
    void leave(Pointer pointer, MessageRows.Row row) {
      Thread _ =
          Thread.ofVirtual()
              .name("express")
              .start(
                  () -> {
                    try {
                      sending.accept(pointer, row);
                    } finally {
                      seats.release();
                    }
                  });
    }

    void giveBack() {
      seats.release();
    }
  }

  /** Empty if there is no room now. */
  Optional<Seat> reserve(QueueKey queue) {
    Semaphore seats = room.get(queue);
    return seats != null && stopping.getCount() > 0 && seats.tryAcquire()
        ? Optional.of(new Seat(seats))
        : Optional.empty();
  }

  /** How many of a queue are under way. */
  int underWay(QueueKey queue) {
    Semaphore seats = room.get(queue);
    return seats == null ? 0 : seats(queue) - seats.availablePermits();
  }

  private int seats(QueueKey queue) {
    return queue.lane() == Lane.BULK ? Math.max(1, each / 4) : each;
  }

  /** Waits until none is under way; false if some still are at {@code end}. */
  boolean finish(long end) {
    try {
      for (Map.Entry<QueueKey, Semaphore> one : room.entrySet()) {
        int all = seats(one.getKey());
        if (!one.getValue().tryAcquire(all, end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
          return false;
        }
        one.getValue().release(all);
      }
      return true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
