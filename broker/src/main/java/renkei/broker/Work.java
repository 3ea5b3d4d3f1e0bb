package renkei.broker;

import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renkei.codebook.TenantId;
import renkei.codebook.database.TenantTransaction;

/** One transaction of one tenant, and what is to be done once it is committed. */
final class Work {

  private static final Logger LOG = LoggerFactory.getLogger(Work.class);

  private final TenantTransaction transaction;
  private final List<Runnable> afterwards = new ArrayList<>();
  private final List<Runnable> otherwise = new ArrayList<>();

  Work(TenantTransaction transaction) {
    this.transaction = transaction;
  }

  TenantTransaction transaction() {
    return transaction;
  }

  TenantId tenant() {
    return transaction.tenant();
  }

  Handle handle() {
    return transaction.handle();
  }

  /** Does something after the commit, and never if there is none. */
  void afterwards(Runnable step) {
    afterwards.add(step);
  }

  /** Does something if there is no commit. */
  void otherwise(Runnable step) {
    otherwise.add(step);
  }

  void committed() {
    afterwards.forEach(Work::run);
  }

  void rolledBack() {
    otherwise.forEach(Work::run);
  }

  private static void run(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException | Error e) {
      // Whatever it was, what is committed stays so, and the other steps must be taken.
      LOG.error("a step after a transaction failed", e);
    }
  }
}
