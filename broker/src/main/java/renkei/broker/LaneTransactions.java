package renkei.broker;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import renkei.codebook.Lane;
import renkei.codebook.TenantId;
import renkei.codebook.database.Database;
import renkei.codebook.database.DatabaseUnavailableException;

/**
 * Transactions, with a share of the connections for each lane: however many bulk transactions stand
 * still, the counter's find connections.
 */
final class LaneTransactions {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Database database;
  private final Map<Lane, Semaphore> shares = new EnumMap<>(Lane.class);
  private final Semaphore aside;

  /**
   * @param each the share of a lane; bulk work has half of it, since what runs at once slows down
   *     what the others do at that time, however many connections are left to them
   */
  LaneTransactions(Database database, int each) {
    this.database = database;
    this.aside = new Semaphore(each, true);
    for (Lane lane : Lane.values()) {
      shares.put(lane, new Semaphore(lane == Lane.BULK ? Math.max(1, each / 2) : each, true));
    }
  }

  /** Runs {@code work} in one transaction, then what it left to be done after the commit. */
  <T> T run(Lane lane, TenantId tenant, Function<Work, T> work) {
    return tryRun(lane, tenant, PATIENCE, work)
        .orElseThrow(
            () ->
                new DatabaseUnavailableException(
                    "too many transactions of lane " + lane, true, new IllegalStateException()));
  }

  /** As {@link #run}; empty if the lane's share was still used up after {@code patience}. */
  <T> Optional<T> tryRun(Lane lane, TenantId tenant, Duration patience, Function<Work, T> work) {
    Semaphore share = shares.get(lane);
    return share == null ? Optional.empty() : within(share, tenant, patience, work);
  }

  /** Runs what belongs to no lane: looking things up, the word of staff. */
  <T> T aside(TenantId tenant, Function<Work, T> work) {
    return within(aside, tenant, PATIENCE, work)
        .orElseThrow(
            () ->
                new DatabaseUnavailableException(
                    "too many look-ups at once", true, new IllegalStateException()));
  }

  private <T> Optional<T> within(
      Semaphore share, TenantId tenant, Duration patience, Function<Work, T> work) {
    if (!acquired(share, patience)) {
      return Optional.empty();
    }
    try {
      return Optional.of(outside(tenant, work));
    } finally {
      share.release();
    }
  }

  /** Runs {@code work} without a share: for the few threads that look after the tables. */
  <T> T outside(TenantId tenant, Function<Work, T> work) {
    Optional<Work> done = Optional.empty();
    Work[] begun = new Work[1];
    try {
      T result =
          database.inTenant(
              tenant,
              transaction -> {
                begun[0] = new Work(transaction);
                return work.apply(begun[0]);
              });
      done = Optional.of(begun[0]);
      return result;
    } finally {
      done.ifPresentOrElse(Work::committed, () -> rolledBack(begun));
    }
  }

  private static void rolledBack(Work[] begun) {
    for (Work work : begun) {
      if (work != null) {
        work.rolledBack();
      }
    }
  }

  private static boolean acquired(Semaphore share, Duration patience) {
    try {
      return share.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
