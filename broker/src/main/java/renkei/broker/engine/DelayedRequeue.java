package renkei.broker.engine;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import renkei.broker.Pointer;
import renkei.broker.PointerQueues;

/**
 * Requeues pointers after a delay, each once: where a row's pointer is known to come back, another
 * that turns up meanwhile is dropped. Otherwise pointers too many would go round for as long as a
 * peer hangs or bulk hours are closed, and hide from the refill that others are missing.
 * Thread-safe.
 */
public final class DelayedRequeue {

  private static final Duration TIDY = Duration.ofMinutes(1);

  private final PointerQueues queues;
  private final LongSupplier nanos;
  private final Object lock = new Object();

  /** When pointers come back; those that have are forgotten every minute. */
  private final Map<Pointer, Long> returning = new HashMap<>();

  private long tidied;

  /**
   * A requeue that knows of no pointer yet.
   *
   * @param nanos nanoseconds of an arbitrary origin
   */
  public DelayedRequeue(PointerQueues queues, LongSupplier nanos) {
    this.queues = queues;
    this.nanos = nanos;
    this.tidied = nanos.getAsLong();
  }

  /** Requeues a pointer just taken, unless one like it is to come back. */
  public void requeue(Pointer pointer, Duration delay) {
    if (notes(pointer, delay.toNanos())) {
      queues.send(pointer, delay);
    }
  }

  /** One that comes when it was told to, or a little early, is the very one requeued. */
  private boolean notes(Pointer pointer, long delay) {
    synchronized (lock) {
      long now = nanos.getAsLong();
      tidy(now);
      Long due = returning.get(pointer);
      if (due != null && due - now > delay / 2) {
        return false;
      }
      returning.put(pointer, now + delay);
      return true;
    }
  }

  private void tidy(long now) {
    if (now - tidied > TIDY.toNanos()) {
      returning.values().removeIf(due -> due - now < 0);
      tidied = now;
    }
  }
}
