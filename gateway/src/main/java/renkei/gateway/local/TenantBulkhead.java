package renkei.gateway.local;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import renkei.codebook.TenantId;
import renkei.codebook.concurrent.Permits;

/**
 * A bulkhead: lets only some work of one kind be under way, and only a share of it be one tenant's.
 * One kind of work must leave the others what they need of memory and database connections, and one
 * tenant the other tenants. Thread-safe.
 */
public final class TenantBulkhead {

  private final Semaphore permits;
  private final int share;
  private final Map<TenantId, Semaphore> shares = new ConcurrentHashMap<>();
  private final Duration patience;
  private final Supplier<RefusedException> busy;

  /** As the other constructor, where {@code busy} is why, whatever else is the matter. */
  public TenantBulkhead(int atOnce, int share, Duration patience, String busy) {
    this(
        atOnce,
        share,
        patience,
        () -> new RefusedException(RequestError.BUSY, busy, RefusedException.RETRY));
  }

  /**
   * @param atOnce how much of this work may be under way
   * @param share how much of this may be one tenant's
   * @param patience how long one waits for a permit before it is told to come back
   * @param busy what is said then
   */
  public TenantBulkhead(int atOnce, int share, Duration patience, Supplier<RefusedException> busy) {
    this.permits = new Semaphore(atOnce, true);
    this.share = share;
    this.patience = patience;
    this.busy = busy;
  }

  /**
   * Does the work once it has a permit.
   *
   * @throws RefusedException if none comes in time
   */
  public <T> T run(TenantId tenant, Supplier<T> work) {
    return tryRun(tenant, patience, work).orElseThrow(busy);
  }

  /** As {@link #run(TenantId, Supplier)}, for work that has no result. */
  public void run(TenantId tenant, Runnable work) {
    Boolean _ = run(tenant, withResult(work));
  }

  /** As {@link #run(TenantId, Runnable)} with a patience of its own; false if no permit came. */
  public boolean tryRun(TenantId tenant, Duration patience, Runnable work) {
    return tryRun(tenant, patience, withResult(work)).isPresent();
  }

  private <T> Optional<T> tryRun(TenantId tenant, Duration patience, Supplier<T> work) {
    long end = System.nanoTime() + patience.toNanos();
    // Whoever waits for a permit of all has one of its tenant's already: others need not wait
    // behind more than a share.
    Semaphore own = shares.computeIfAbsent(tenant, _ -> new Semaphore(share, true));
    return within(own, end, () -> within(permits, end, () -> Optional.of(work.get())));
  }

  private static <T> Optional<T> within(Semaphore bound, long end, Supplier<Optional<T>> work) {
    if (!Permits.acquire(bound, Duration.ofNanos(Math.max(0, end - System.nanoTime())))) {
      return Optional.empty();
    }
    try {
      return work.get();
    } finally {
      bound.release();
    }
  }

  private static Supplier<Boolean> withResult(Runnable work) {
    return () -> {
      work.run();
      return true;
    };
  }
}
