package renkei.broker.engine;

import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renkei.codebook.TenantId;
import renkei.codebook.concurrent.Safely;
import renkei.codebook.database.TenantTransaction;

/**
 * One transaction of one tenant, and what is to be done once it has ended. Begun and ended by
 * {@link LaneTransactions}; not thread-safe.
 */
public final class UnitOfWork {

  private static final Logger LOG = LoggerFactory.getLogger(UnitOfWork.class);

  private final TenantTransaction transaction;
  private final List<Runnable> afterCommit = new ArrayList<>();
  private final List<Runnable> afterRollback = new ArrayList<>();
  private boolean keeps = true;

  UnitOfWork(TenantTransaction transaction) {
    this.transaction = transaction;
  }

  /** The transaction, for what the broker's neighbours do in it. */
  public TenantTransaction transaction() {
    return transaction;
  }

  /** Whose rows it sees. */
  public TenantId tenant() {
    return transaction.tenant();
  }

  /** Runs statements. */
  public Handle handle() {
    return transaction.handle();
  }

  /** Does something after the commit, and never if there is none. */
  public void afterCommit(Runnable step) {
    afterCommit.add(step);
  }

  /** Does something if there is no commit. */
  public void afterRollback(Runnable step) {
    afterRollback.add(step);
  }

  /** Nothing written is to be kept: there will be no commit. */
  void rollBack() {
    keeps = false;
  }

  boolean keeps() {
    return keeps;
  }

  void committed() {
    afterCommit.forEach(UnitOfWork::run);
  }

  void rolledBack() {
    afterRollback.forEach(UnitOfWork::run);
  }

  /** What is committed stays so, whatever a step after it meets. */
  private static void run(Runnable step) {
    boolean _ = Safely.run(LOG, "a step after a transaction", step);
  }
}
