package renkei.gateway.local;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import renkei.broker.Broker;
import renkei.codebook.TenantId;
import renkei.codebook.concurrent.StopSignal;
import renkei.codebook.database.Database;
import renkei.codebook.directory.AgencyDirectory;
import renkei.codebook.permission.Permissions;
import renkei.codebook.vault.CodeVaults;
import renkei.gateway.health.Component;
import renkei.gateway.health.Health;
import renkei.gateway.health.KeyFault;
import renkei.gateway.logging.Refusals;
import renkei.gateway.staff.StaffDesk;
import renkei.signing.AlgorithmTable;
import renkei.tenantstore.TenantStore;
import renkei.tenantstore.layout.LayoutShelf;
import renkei.tenantstore.record.RecordSealer;

/**
 * What every local door, whatever its syntax, does for a caller it has let in: requests become
 * calls of the broker and the stores, within bulkheads that all doors share. Thread-safe.
 */
public final class LocalRequests implements AutoCloseable {

  /** Of the database connections that belong to no lane. */
  private static final int BULK_AT_ONCE = 6;

  private static final int BULK_OF_ONE_TENANT = 2;

  /** Of the doors' requests: a load keeps one of these, and a batch in memory, while it comes. */
  private static final int LOADS_AT_ONCE = 256;

  private static final int LOADS_OF_ONE_TENANT = 2;

  /** Of the same connections. */
  private static final int LOOKUPS_AT_ONCE = 4;

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final AgencyDirectory directory;
  private final Callers callers;
  private final StaffDesk desk;
  private final Inquiries inquiries;
  private final PersonCodes codes;
  private final ReplicaLoads replicas;
  private final Records records;
  private final StaffActions staff;
  private final Rulings rulings;
  private final Reference reference;
  private final StopSignal closing = new StopSignal();

  /**
   * What requests lead to.
   *
   * @param directory says which tenants there are
   * @param faults says why nothing can be done for a tenant; empty if it is served
   * @param layouts by which replicas are checked
   * @param sealer seals a record at once whose proof is wanted
   * @param algorithms by which receipts may be signed at the time
   * @param health says what is away
   */
  public record Parts(
      AgencyDirectory directory,
      Function<TenantId, Optional<KeyFault>> faults,
      Database database,
      CodeVaults vaults,
      Permissions permissions,
      TenantStore store,
      RecordSealer sealer,
      LayoutShelf layouts,
      AlgorithmTable algorithms,
      Broker broker,
      StaffDesk staff,
      Health health,
      Clock clock) {}

  /**
   * @param refusals where lines that a load leaves out are counted
   */
  public LocalRequests(Parts parts, Refusals refusals) {
    TenantBulkhead bulk =
        new TenantBulkhead(
            BULK_AT_ONCE,
            BULK_OF_ONE_TENANT,
            PATIENCE,
            busy(parts.health(), "other bulk work is under way"));
    TenantBulkhead loads =
        new TenantBulkhead(
            LOADS_AT_ONCE,
            LOADS_OF_ONE_TENANT,
            PATIENCE,
            busy(parts.health(), "other loads are under way"));
    LookupTransactions lookups =
        new LookupTransactions(
            parts.database(),
            LOOKUPS_AT_ONCE,
            PATIENCE,
            busy(parts.health(), "too many requests look things up"));
    this.directory = parts.directory();
    this.callers = new Callers(directory, parts.faults());
    this.desk = parts.staff();
    this.inquiries =
        new Inquiries(
            parts.broker(),
            parts.store(),
            lookups,
            parts.directory(),
            parts.clock(),
            closing::isRaised);
    this.codes =
        new PersonCodes(parts.directory(), parts.database(), parts.vaults(), lookups, bulk);
    this.replicas =
        new ReplicaLoads(
            parts.directory(),
            parts.store(),
            parts.layouts(),
            lookups,
            loads,
            bulk,
            parts.algorithms(),
            refusals);
    this.records = new Records(directory, parts.database(), parts.store(), parts.sealer(), lookups);
    this.staff = new StaffActions(parts.store(), lookups, parts.staff());
    this.rulings = new Rulings(parts.broker(), parts.staff());
    this.reference =
        new Reference(parts.layouts(), parts.directory(), parts.permissions(), parts.clock());
  }

  /** Work that waits for a database that is away keeps others out: then that is what is said. */
  static Supplier<RefusedException> busy(Health health, String because) {
    return () ->
        health.isDown(Component.DATABASE)
            ? new RefusedException(
                RequestError.UNAVAILABLE, "the database is away", RefusedException.RETRY)
            : new RefusedException(RequestError.BUSY, because, RefusedException.RETRY);
  }

  /** Says what the tenants' addressee numbers look like. */
  public AgencyDirectory directory() {
    return directory;
  }

  /** Who may call. */
  public Callers callers() {
    return callers;
  }

  /** Inquiries of local systems. */
  public Inquiries inquiries() {
    return inquiries;
  }

  /** Person codes. */
  public PersonCodes codes() {
    return codes;
  }

  /** Replicas. */
  public ReplicaLoads replicas() {
    return replicas;
  }

  /** Exchange records. */
  public Records records() {
    return records;
  }

  /** Who staff are. */
  public StaffDesk desk() {
    return desk;
  }

  /** What staff do to flags and records. */
  public StaffActions staff() {
    return staff;
  }

  /** What staff decide about held provisions. */
  public Rulings rulings() {
    return rulings;
  }

  /** What the platform goes by. */
  public Reference reference() {
    return reference;
  }

  /** Ends the waiting of callers within a second: each is told where its inquiry stands. */
  @Override
  public void close() {
    closing.raise();
  }
}
