package renkei.gateway.local;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import renkei.codebook.TenantId;
import renkei.codebook.database.Database;
import renkei.codebook.database.TenantTransaction;

/**
 * The short transactions of the local doors that belong to no lane: looking something up, the word
 * of staff. However many of them stand still, the lanes and bulk work keep their connections.
 * Thread-safe.
 */
public final class LookupTransactions {

  private final Database database;
  private final TenantBulkhead bulkhead;

  /**
   * @param atOnce how many transactions may be open
   * @param patience how long one waits before it is told to come back
   * @param busy what it is told then
   */
  public LookupTransactions(
      Database database, int atOnce, Duration patience, Supplier<RefusedException> busy) {
    this.database = database;
    this.bulkhead = new TenantBulkhead(atOnce, atOnce, patience, busy);
  }

  /**
   * As {@link Database#inTenant}.
   *
   * @throws RefusedException if too many others were under way for too long
   */
  public <T> T inTenant(TenantId tenant, Function<TenantTransaction, T> work) {
    return bulkhead.run(tenant, () -> database.inTenant(tenant, work));
  }

  /** As {@link #inTenant}, for work that has no result. */
  public void run(TenantId tenant, Consumer<TenantTransaction> work) {
    Boolean _ =
        inTenant(
            tenant,
            tx -> {
              work.accept(tx);
              return true;
            });
  }
}
