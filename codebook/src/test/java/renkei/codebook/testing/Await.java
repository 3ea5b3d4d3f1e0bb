package renkei.codebook.testing;

import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import renkei.codebook.concurrent.BoundedWait;

/** Waits for a condition, not for a time. */
public final class Await {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private Await() {}

  /**
   * Waits until it is so, a minute at most.
   *
   * @param what says so in words, for the failure
   */
  public static void until(String what, BooleanSupplier condition) {
    until(PATIENCE, what, condition);
  }

  /** As {@link #until(String, BooleanSupplier)}, with a limit of its own. */
  public static void until(Duration limit, String what, BooleanSupplier condition) {
    long end = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        fail("waited in vain until " + what);
      }
      LockSupport.parkNanos(2_000_000);
    }
  }

  /** Waits until the latch is open, a minute at most. */
  public static void open(CountDownLatch latch) {
    if (!BoundedWait.reached(() -> latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS))) {
      fail("waited in vain for a latch");
    }
  }
}
