package renkei.broker;

import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import renkei.codebook.TenantId;
import renkei.codebook.database.TenantTransaction;

/** One transaction of one tenant, and what is to be done once it is committed. */
final class Work {

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

  /** Does something after the commit, and never if there is none. It must not throw. */
  void afterwards(Runnable step) {
    afterwards.add(step);
  }

  /** Does something if there is no commit. It must not throw. */
  void otherwise(Runnable step) {
    otherwise.add(step);
  }

  void committed() {
    afterwards.forEach(Runnable::run);
  }

  void rolledBack() {
    otherwise.forEach(Runnable::run);
  }
}
