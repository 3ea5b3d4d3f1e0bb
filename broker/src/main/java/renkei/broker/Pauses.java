package renkei.broker;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waiting that ends when the broker stops. */
final class Pauses {

  private Pauses() {}

  /** Waits for {@code pause}, or until {@code stopping} is reached; returns whether it was. */
  static boolean until(CountDownLatch stopping, Duration pause) {
    try {
      return stopping.await(pause.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
