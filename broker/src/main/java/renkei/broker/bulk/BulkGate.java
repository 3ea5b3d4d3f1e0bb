package renkei.broker.bulk;

import java.time.Clock;
import java.time.Duration;
import renkei.broker.Pointer;
import renkei.broker.Throttle;
import renkei.broker.engine.AdmissionGate;
import renkei.broker.engine.DelayedRequeue;
import renkei.codebook.Lane;
import renkei.codebook.concurrent.StopSignal;

/**
 * Lets bulk work begin: inside its hours only, and no faster than all gateways together may. Other
 * lanes, and bulk work begun before, pass. Thread-safe.
 */
public final class BulkGate implements AdmissionGate {

  /** Leave is taken from the cluster for so many pieces of work at a time. */
  private static final int HANDFUL = 20;

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);

  private final BulkHours hours;
  private final Throttle throttle;
  private final DelayedRequeue requeue;
  private final Clock clock;
  private final StopSignal stop;
  private final Object lock = new Object();
  private int inHand;

  /** A gate that has no leave in hand yet. */
  public BulkGate(
      BulkHours hours, Throttle throttle, DelayedRequeue requeue, Clock clock, StopSignal stop) {
    this.hours = hours;
    this.throttle = throttle;
    this.requeue = requeue;
    this.clock = clock;
    this.stop = stop;
  }

  @Override
  public Admission admit(Pointer pointer) {
    if (passes(pointer)) {
      return Admission.ADMITTED;
    }
    Duration closed = hours.untilOpen(clock.instant());
    if (!closed.isZero()) {
      return requeue(pointer, closed.compareTo(LONGEST_PAUSE) < 0 ? closed : LONGEST_PAUSE);
    }
    return waitForLeave(pointer);
  }

  @Override
  public boolean admitsNow(Pointer pointer) {
    return passes(pointer) || (hours.untilOpen(clock.instant()).isZero() && take().isZero());
  }

  private static boolean passes(Pointer pointer) {
    return pointer.queue().lane() != Lane.BULK || !pointer.kind().begins();
  }

  private Admission requeue(Pointer pointer, Duration delay) {
    requeue.requeue(pointer, delay);
    return Admission.REQUEUED;
  }

  /** Not for ever: what has begun may come behind, and must not wait for leave. */
  private Admission waitForLeave(Pointer pointer) {
    long end = System.nanoTime() + LONGEST_WAIT.toNanos();
    while (!stop.isRaised()) {
      Duration wait = take();
      if (wait.isZero()) {
        return Admission.ADMITTED;
      }
      Duration left = Duration.ofNanos(end - System.nanoTime());
      if (!left.isPositive()) {
        return requeue(pointer, SOON);
      }
      boolean _ = stop.endsWithin(wait.compareTo(left) < 0 ? wait : left);
    }
    return Admission.STOPPING;
  }

  /** Zero if leave was given; otherwise when to ask again. */
  private Duration take() {
    synchronized (lock) {
      if (inHand == 0) {
        Throttle.Allowance allowance = throttle.take(HANDFUL);
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
