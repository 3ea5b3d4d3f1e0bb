package renkei.broker;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Puts pointers back into their queues for a while, each once: where a row's pointer is known to
 * come back, another that turns up meanwhile is dropped. Otherwise pointers too many would go round
 * for as long as a peer hangs or bulk hours are closed, and hide from the refill that others are
 * missing. Thread-safe.
 */
final class PutBack {

  private static final Duration TIDY = Duration.ofMinutes(1);

  private final PointerQueues queues;
  private final LongSupplier nanos;
  private final Object lock = new Object();

  /** When pointers come back; those that have are forgotten every minute. */
  private final Map<Pointer, Long> returning = new HashMap<>();

  private long tidied;

  /**
   * @param nanos nanoseconds of an arbitrary origin
   */
  PutBack(PointerQueues queues, LongSupplier nanos) {
    this.queues = queues;
    this.nanos = nanos;
    this.tidied = nanos.getAsLong();
  }

  /** Puts a pointer just taken back for {@code pause}, unless one like it is to come back. */
  void later(Pointer pointer, Duration pause) {
    if (notes(pointer, pause.toNanos())) {
      queues.send(pointer, pause);
    }
  }

  /** One that comes when it was told to, or a little early, is the very one put back. */
  private boolean notes(Pointer pointer, long pause) {
    synchronized (lock) {
      long now = nanos.getAsLong();
      tidy(now);
      Long due = returning.get(pointer);
      if (due != null && due - now > pause / 2) {
        return false;
      }
      returning.put(pointer, now + pause);
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
