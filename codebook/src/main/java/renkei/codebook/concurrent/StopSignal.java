package renkei.codebook.concurrent;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** Says once, to every thread that looks or waits, that it is time to stop. Thread-safe. */
public final class StopSignal {

  private final CountDownLatch raised = new CountDownLatch(1);

  /** Raises the signal for good; a repetition changes nothing. */
  public void raise() {
    raised.countDown();
  }

  /** Whether it was raised. */
  public boolean isRaised() {
    return raised.getCount() == 0;
  }

  /**
   * Pauses for {@code pause}, or until the signal is raised.
   *
   * @return whether to stop: the signal was raised, or the thread was interrupted, whose flag is
   *     then set
   */
  public boolean endsWithin(Duration pause) {
    return !BoundedWait.reached(() -> !raised.await(NANOSECONDS.convert(pause), NANOSECONDS));
  }
}
