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

  /** Waits until the work may begin. Other lanes, and bulk work begun before, do not wait. */
  Leave pass(Pointer pointer) {
    if (pointer.queue().lane() != Lane.BULK || !begins(pointer.kind())) {
      return new Go();
    }
    Duration closed = hours.untilOpen(clock.instant());
    if (!closed.isZero()) {
      return later(pointer, closed.compareTo(LONGEST_PAUSE) < 0 ? closed : LONGEST_PAUSE);
    }
    return waitForLeave();
  }

  private Leave later(Pointer pointer, Duration pause) {
    putBack.later(pointer, pause);
    return new Later();
  }

  private static boolean begins(MessageKind kind) {
    return switch (kind) {
      case INQUIRY, PERMITTED_INQUIRY -> true;
      case DECISION, ANSWER, CODE_DELIVERY, PERMISSION_LIST_DELIVERY -> false;
    };
  }

  private Leave waitForLeave() {
    while (stopping.getCount() > 0) {
      Duration wait = take();
      if (wait.isZero()) {
        return new Go();
      }
      Pauses.until(stopping, wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT);
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
