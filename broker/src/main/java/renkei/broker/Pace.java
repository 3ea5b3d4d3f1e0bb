package renkei.broker;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Lets so many through a second, and ten seconds' worth of them at once. Thread-safe. */
final class Pace {

  private static final long AT_ONCE = Duration.ofSeconds(10).toNanos();

  private final long each;
  private final LongSupplier nanos;
  private long usedUntil;

  /**
   * @param perSecond at least 1
   * @param nanos nanoseconds of an arbitrary origin
   */
  Pace(int perSecond, LongSupplier nanos) {
    this.each = 1_000_000_000L / perSecond;
    this.nanos = nanos;
    this.usedUntil = nanos.getAsLong();
  }

  /** Whether one more may pass now. */
  synchronized boolean passes() {
    long now = nanos.getAsLong();
    long used = Math.max(0, usedUntil - now);
    boolean passes = used + each <= AT_ONCE;
    if (passes) {
      usedUntil = now + used + each;
    }
    return passes;
  }
}
