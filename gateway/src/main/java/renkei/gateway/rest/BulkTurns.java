package renkei.gateway.rest;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Lets only some bulk work of this door at the database at once: it takes connections beside the
 * lanes' shares, and what it left over is what the counter's callers look things up with.
 * Thread-safe.
 */
final class BulkTurns {

  private final Semaphore turns;
  private final Duration patience;

  /**
   * @param turns at once
   * @param patience how long one waits for its turn before it is told to come back
   */
  BulkTurns(int turns, Duration patience) {
    this.turns = new Semaphore(turns, true);
    this.patience = patience;
  }

  /**
   * Does the work when its turn comes.
   *
   * @throws RefusedException if it does not come in time
   */
  <T> T take(Supplier<T> work) {
    if (!acquire()) {
      throw new RefusedException(
          RestError.BUSY, "other bulk work is under way", Optional.of(Errors.RETRY));
    }
    try {
      return work.get();
    } finally {
      turns.release();
    }
  }

  private boolean acquire() {
    try {
      return turns.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
