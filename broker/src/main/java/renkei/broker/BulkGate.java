package renkei.broker;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import renkei.codebook.Lane;

/** Lets bulk work begin: inside its hours only, and no faster than all gateways together may. */
final class BulkGate {

  /** Leave is taken from the cluster for so many pieces of work at a time. */
  private static final int HANDFUL = 20;

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);

  /** Whether a piece of work may begin. */
  sealed interface Leave {}

  /** Now. */
  record Go() implements Leave {}

  /** Not now: it has been put back. */
  record Later() implements Leave {}

  /** Not in this process: it is stopping. */
  record Stopping() implements Leave {}

  private final BulkHours hours;
  private final Throttle throttle;
  private final PutBack putBack;
  private final Clock clock;
  private final CountDownLatch stopping;
  private final Object lock = new Object();
  private int inHand;

  BulkGate(
      BulkHours hours, Throttle throttle, PutBack putBack, Clock clock, CountDownLatch stopping) {
    this.hours = hours;
    this.throttle = throttle;
    this.putBack = putBack;
    this.clock = clock;
    this.stopping = stopping;
  }

  /** Waits a little for leave to begin. Other lanes, and bulk work begun before, do not wait. */
  Leave pass(Pointer pointer) {
    if (pointer.queue().lane() != Lane.BULK || !pointer.kind().begins()) {
      return new Go();
    }
    Duration closed = hours.untilOpen(clock.instant());
    if (!closed.isZero()) {
      return later(pointer, closed.compareTo(LONGEST_PAUSE) < 0 ? closed : LONGEST_PAUSE);
    }
    return waitForLeave(pointer);
  }

  /**
   * As {@link #pass} without any waiting: false if it may not begin now, and nothing was put back.
   */
  boolean passesNow(Pointer pointer) {
    return pointer.queue().lane() != Lane.BULK
        || !pointer.kind().begins()
        || (hours.untilOpen(clock.instant()).isZero() && take().isZero());
  }

  private Leave later(Pointer pointer, Duration pause) {
    putBack.later(pointer, pause);
    return new Later();
  }

  /** Not for ever: what has begun may come behind, and must not wait for leave. */
  private Leave waitForLeave(Pointer pointer) {
    long end = System.nanoTime() + LONGEST_WAIT.toNanos();
    while (stopping.getCount() > 0) {
      Duration wait = take();
      if (wait.isZero()) {
        return new Go();
      }
      Duration left = Duration.ofNanos(end - System.nanoTime());
      if (!left.isPositive()) {
        return later(pointer, SOON);
      }
      Pauses.until(stopping, wait.compareTo(left) < 0 ? wait : left);
    }
    return new Stopping();
  }

  /** Zero if leave was given; otherwise when to ask again. */
  private Duration take() {
    synchronized (lock) {
      if (inHand == 0) {
        Allowance allowance = throttle.take(HANDFUL);
        if (allowance.granted() == 0) {
          return allowance.retryAfter().isPositive()
              ? allowance.retryAfter()
              : Duration.ofMillis(1);
        }
        inHand = allowance.granted();
      }
      inHand--;
      return Duration.ZERO;
    }
  }
}
