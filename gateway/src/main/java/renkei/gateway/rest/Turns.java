package renkei.gateway.rest;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Lets only some work of one kind at the database at once: this door takes connections beside the
 * lanes' shares, and one kind of work must leave the others theirs. Thread-safe.
 */
final class Turns {

  private final Semaphore turns;
  private final Duration patience;
  private final String busy;

  /**
   * @param turns at once
   * @param patience how long one waits for its turn before it is told to come back
   * @param busy what is said then, for the log
   */
  Turns(int turns, Duration patience, String busy) {
    this.turns = new Semaphore(turns, true);
    this.patience = patience;
    this.busy = busy;
  }

  /**
   * Does the work when its turn comes.
   *
   * @throws RefusedException if it does not come in time
   */
  <T> T take(Supplier<T> work) {
    if (!acquire()) {
      throw new RefusedException(RestError.BUSY, busy, Optional.of(Errors.RETRY));
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
