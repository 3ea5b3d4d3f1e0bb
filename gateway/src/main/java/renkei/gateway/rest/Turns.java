package renkei.gateway.rest;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import renkei.codebook.TenantId;

/**
 * Lets only some work of one kind be under way, and only a share of it be one tenant's: one kind of
 * work must leave the others what they need of memory and database connections, and one tenant the
 * other tenants. Thread-safe.
 */
final class Turns {

  private final Semaphore turns;
  private final int share;
  private final Map<TenantId, Semaphore> shares = new ConcurrentHashMap<>();
  private final Duration patience;
  private final String busy;

  /**
   * @param turns at once
   * @param share how many of these may be one tenant's
   * @param patience how long one waits for its turn before it is told to come back
   * @param busy what is said then, for the log
   */
  Turns(int turns, int share, Duration patience, String busy) {
    this.turns = new Semaphore(turns, true);
    this.share = share;
    this.patience = patience;
    this.busy = busy;
  }

  /**
   * Does the work when its turn comes.
   *
   * @throws RefusedException if it does not come in time
   */
  <T> T take(TenantId tenant, Supplier<T> work) {
    return take(tenant, patience, work);
  }

  /** As {@link #take(TenantId, Supplier)}, with a patience of its own. */
  <T> T take(TenantId tenant, Duration patience, Supplier<T> work) {
    long end = System.nanoTime() + patience.toNanos();
    // Whoever waits for a turn of all has one of its tenant's already: others need not wait behind
    // more than a share.
    Semaphore own = shares.computeIfAbsent(tenant, _ -> new Semaphore(share, true));
    return within(own, end, () -> within(turns, end, work));
  }

  private <T> T within(Semaphore bound, long end, Supplier<T> work) {
    if (!acquire(bound, end)) {
      throw new RefusedException(RestError.BUSY, busy, Optional.of(Errors.RETRY));
    }
    try {
      return work.get();
    } finally {
      bound.release();
    }
  }

  private static boolean acquire(Semaphore bound, long end) {
    try {
      return bound.tryAcquire(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
