package renkei.codebook.concurrent;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.time.Duration;
import java.util.concurrent.Semaphore;

/** Acquires a semaphore's permits within a bounded time. */
public final class Permits {

  private Permits() {}

  /**
   * Acquires one permit.
   *
   * @param atMost how long to wait; zero or less takes only what is free now
   * @return false if none was free in time or the thread was interrupted, whose flag is then set
   */
  public static boolean acquire(Semaphore permits, Duration atMost) {
    return acquire(permits, 1, atMost);
  }

  /**
   * Acquires {@code count} permits, or none of them.
   *
   * @param atMost how long to wait; zero or less takes only what is free now
   * @return false if they were not free in time or the thread was interrupted, whose flag is then
   *     set
   */
  public static boolean acquire(Semaphore permits, int count, Duration atMost) {
    return BoundedWait.reached(
        () -> permits.tryAcquire(count, NANOSECONDS.convert(atMost), NANOSECONDS));
  }
}
