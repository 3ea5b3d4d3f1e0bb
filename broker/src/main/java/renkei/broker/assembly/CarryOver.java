package renkei.broker.assembly;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renkei.broker.engine.LaneTransactions;
import renkei.broker.engine.UnitOfWork;
import renkei.codebook.TenantId;
import renkei.codebook.database.Database;

/**
 * Carries over, when the broker starts, what an earlier version kept in tables of its own: a
 * migration cannot, since it has no keys. What was carried over is gone from there, so that it may
 * be interrupted and begun again, by several processes at once too.
 */
final class CarryOver {

  private static final Logger LOG = LoggerFactory.getLogger(CarryOver.class);

  private static final String WHOSE = "SELECT tenant FROM carried_over_next ORDER BY tenant";

  private static final UUID FIRST = new UUID(0, 0);

  private static final int TOGETHER = 500;

  /** Carries some rows over. */
  interface Step {

    /**
     * In one transaction; a row that does not open under its tenant's key stays.
     *
     * @param after rows up to this one have been looked at
     * @return the last row looked at; empty if there is none after {@code after}
     */
    Optional<UUID> carryOver(UnitOfWork work, UUID after, int atMost);
  }

  private final Database database;
  private final LaneTransactions transactions;
  private final List<Step> steps;

  CarryOver(Database database, LaneTransactions transactions, List<Step> steps) {
    this.database = database;
    this.transactions = transactions;
    this.steps = List.copyOf(steps);
  }

  /** Carries everything over; comes back when nothing is left that opens. */
  void run() {
    List<TenantId> whose =
        database
            .inPlatform(
                transaction -> transaction.handle().createQuery(WHOSE).mapTo(String.class).list())
            .stream()
            .map(TenantId::new)
            .toList();
    for (TenantId tenant : whose) {
      steps.forEach(step -> carryOver(tenant, step));
      LOG.info("what an earlier version kept of tenant {} is carried over", tenant);
    }
  }

  private void carryOver(TenantId tenant, Step step) {
    Optional<UUID> last = Optional.of(FIRST);
    while (last.isPresent()) {
      UUID after = last.get();
      last = transactions.lookUp(tenant, work -> step.carryOver(work, after, TOGETHER));
    }
  }
}
