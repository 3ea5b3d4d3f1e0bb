package renkei.gateway.rest;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import renkei.broker.Broker;
import renkei.codebook.AgencyDirectory;
import renkei.codebook.database.Database;
import renkei.codebook.vault.CodeVaults;
import renkei.gateway.door.Refusals;
import renkei.tenantstore.TenantStore;

/**
 * The local door, ready to be given to a JAX-RS server that asks for client certificates. Nothing
 * is open to a caller that no {@link AllowedTo} names.
 */
public final class LocalDoor implements AutoCloseable {

  /** Of the database connections that belong to no lane. */
  private static final int BULK_AT_ONCE = 6;

  private static final int BULK_OF_ONE_TENANT = 2;

  /** Of the door's requests: a load keeps one of these, and a batch in memory, while it comes. */
  private static final int LOADS_AT_ONCE = 256;

  private static final int LOADS_OF_ONE_TENANT = 2;

  /** Of the same connections. */
  private static final int ASIDE_AT_ONCE = 4;

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /**
   * What the door needs.
   *
   * @param directory says which tenants there are
   * @param metrics where refusals are counted
   */
  public record Parts(
      AgencyDirectory directory,
      Database database,
      CodeVaults vaults,
      TenantStore store,
      Broker broker,
      MeterRegistry metrics) {}

  private final Parts parts;
  private final Refusals refusals;
  private final Turns bulk =
      new Turns(BULK_AT_ONCE, BULK_OF_ONE_TENANT, PATIENCE, "other bulk work is under way");
  private final Turns loads =
      new Turns(LOADS_AT_ONCE, LOADS_OF_ONE_TENANT, PATIENCE, "other loads are under way");
  private final Aside aside;
  private final AtomicBoolean closing = new AtomicBoolean();
  private final JsonBody json = new JsonBody();

  /** A door over these parts. */
  public LocalDoor(Parts parts) {
    this.parts = parts;
    this.aside = new Aside(parts.database(), ASIDE_AT_ONCE, PATIENCE);
    this.refusals = new Refusals(parts.metrics(), "local");
  }

  /** The resources, to be served at the root. */
  public List<Object> resources() {
    return List.of(
        new CodesResource(parts.database(), aside, parts.vaults(), bulk),
        new ReplicasResource(aside, parts.store(), refusals, loads, bulk),
        new InquiriesResource(parts, aside, closing::get),
        new ProtectionResource(aside, parts.store()),
        new ProvisionsResource(parts.broker()),
        new RecordsResource(parts.database(), aside, parts.store(), json),
        new ContractResource());
  }

  /** What stands around the resources: who may call, what is read, and how failures are told. */
  public List<Object> providers() {
    return List.of(
        new FormFilter(),
        new CallerFilter(parts.directory()),
        json,
        new Parameters(),
        new Errors(refusals));
  }

  /** Ends the waiting of callers within a second: each is told where its inquiry stands. */
  @Override
  public void close() {
    closing.set(true);
  }
}
