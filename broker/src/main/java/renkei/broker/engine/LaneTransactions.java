package renkei.broker.engine;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import renkei.codebook.Lane;
import renkei.codebook.TenantId;
import renkei.codebook.concurrent.Permits;
import renkei.codebook.database.Database;
import renkei.codebook.database.DatabaseUnavailableException;

/**
 * Transactions behind a bulkhead for each lane: however many bulk transactions stand still, the
 * counter's find connections. Thread-safe.
 */
public final class LaneTransactions {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Leaves a transaction so that it is rolled back, although nothing went wrong. */
  private static final class RollbackException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RollbackException() {
      super("nothing of it is to be kept", null, false, false);
    }
  }

  private final Database database;
  private final Map<Lane, Semaphore> bulkheads = new EnumMap<>(Lane.class);
  private final Semaphore lookups;

  /**
   * @param each how many a lane may have open; bulk half of it, since what runs at once slows down
   *     what the others do at that time, however many connections are left to them
   */
  LaneTransactions(Database database, int each) {
    this.database = database;
    this.lookups = new Semaphore(each, true);
    for (Lane lane : Lane.values()) {
      bulkheads.put(lane, new Semaphore(lane == Lane.BULK ? Math.max(1, each / 2) : each, true));
    }
  }

  /**
   * Runs {@code work} in one transaction, then what it left to be done after the commit.
   *
   * @throws DatabaseUnavailableException if the database is away or full, or too many transactions
   *     of the lane stand still; nothing was kept, trying again is safe
   */
  public <T> T run(Lane lane, TenantId tenant, Function<UnitOfWork, T> work) {
    return tryRun(lane, tenant, PATIENCE, work)
        .orElseThrow(() -> tooMany("transactions of lane " + lane));
  }

  /** As {@link #run}; empty if the lane's bulkhead was still full after {@code patience}. */
  <T> Optional<T> tryRun(
      Lane lane, TenantId tenant, Duration patience, Function<UnitOfWork, T> work) {
    return within(Objects.requireNonNull(bulkheads.get(lane)), tenant, patience, work);
  }

  /** As {@link #run}, for what belongs to no lane: looking things up, the word of staff. */
  public <T> T lookUp(TenantId tenant, Function<UnitOfWork, T> work) {
    return within(lookups, tenant, PATIENCE, work).orElseThrow(() -> tooMany("look-ups"));
  }

  private static DatabaseUnavailableException tooMany(String what) {
    return new DatabaseUnavailableException(
        "too many " + what + " at once", true, new IllegalStateException());
  }

  private <T> Optional<T> within(
      Semaphore bulkhead, TenantId tenant, Duration patience, Function<UnitOfWork, T> work) {
    if (!Permits.acquire(bulkhead, patience)) {
      return Optional.empty();
    }
    try {
      return Optional.of(unbounded(tenant, work));
    } finally {
      bulkhead.release();
    }
  }

  /** Runs {@code work} outside of the bulkheads: for the few threads that look after the tables. */
  <T> T unbounded(TenantId tenant, Function<UnitOfWork, T> work) {
    Attempt<T> attempt = new Attempt<>(work);
    try {
      T result = database.inTenant(tenant, transaction -> attempt.run(new UnitOfWork(transaction)));
      attempt.committed = true;
      return result;
    } catch (RollbackException _) {
      return attempt.result.orElseThrow();
    } finally {
      attempt.end();
    }
  }

  /** One try of a unit of work, and what is known of it afterwards. */
  private static final class Attempt<T> {

    private final Function<UnitOfWork, T> work;
    private Optional<UnitOfWork> begun = Optional.empty();
    private Optional<T> result = Optional.empty();
    private boolean committed;

    Attempt(Function<UnitOfWork, T> work) {
      this.work = work;
    }

    T run(UnitOfWork unit) {
      begun = Optional.of(unit);
      T came = work.apply(unit);
      result = Optional.of(came);
      if (!unit.keeps()) {
        throw new RollbackException();
      }
      return came;
    }

    void end() {
      begun.ifPresent(committed ? UnitOfWork::committed : UnitOfWork::rolledBack);
    }
  }
}
