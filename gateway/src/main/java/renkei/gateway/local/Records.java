package renkei.gateway.local;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import renkei.codebook.RecordId;
import renkei.codebook.TenantId;
import renkei.codebook.database.Database;
import renkei.codebook.directory.AgencyDirectory;
import renkei.tenantstore.TenantStore;
import renkei.tenantstore.record.ExchangeRecords;
import renkei.tenantstore.record.RecordProof;
import renkei.tenantstore.record.RecordSealer;
import renkei.tenantstore.record.RecordSearch;
import renkei.tenantstore.record.SignedHead;

/**
 * Exchange records (情報提供等記録) and the proofs that none was changed. Every method throws {@link
 * RefusedException} for what is not served. Thread-safe.
 */
public final class Records {

  /** A stream holds one database connection as long as its reader takes. One for each tenant. */
  private static final int STREAMS = 4;

  /** Of the rows that one search looks at. */
  private static final int PAGE = 500;

  private final AgencyDirectory directory;
  private final Database database;
  private final TenantStore store;
  private final RecordSealer sealer;
  private final LookupTransactions lookups;
  private final TenantBulkhead streams =
      new TenantBulkhead(STREAMS, 1, Duration.ZERO, "this tenant's stream or others are under way");

  Records(
      AgencyDirectory directory,
      Database database,
      TenantStore store,
      RecordSealer sealer,
      LookupTransactions lookups) {
    this.directory = directory;
    this.database = database;
    this.store = store;
    this.sealer = sealer;
    this.lookups = lookups;
  }

  /** Reads as many records as there are, in one transaction. */
  public void read(TenantId tenant, Consumer<ExchangeRecords> reader) {
    streams.run(
        tenant,
        () -> {
          Boolean _ =
              database.inTenant(
                  tenant,
                  tx -> {
                    reader.accept(store.records(tx));
                    return true;
                  });
        });
  }

  /** Looks for records; of what was found, as much as one answer holds. */
  public RecordSearch.Page search(TenantId tenant, RecordSearchForm form) {
    RecordSearch wanted = form.read(tenant, directory);
    Optional<RecordId> seen = form.seen();
    return lookups.inTenant(tenant, tx -> store.records(tx).search(wanted, seen, PAGE));
  }

  /** The newest signed head. */
  public SignedHead head(TenantId tenant) {
    return lookups
        .inTenant(tenant, tx -> store.records(tx).head())
        .orElseThrow(() -> new RefusedException(RequestError.NOT_FOUND, "nothing is sealed yet"));
  }

  /** The proof of one record; it contains the record, which is sealed now if it was not yet. */
  public RecordProof prove(TenantId tenant, RecordId recordId) {
    return findProof(tenant, recordId)
        .or(() -> sealAndProve(tenant, recordId))
        .orElseThrow(() -> new RefusedException(RequestError.NOT_FOUND, "no such record"));
  }

  private Optional<RecordProof> findProof(TenantId tenant, RecordId recordId) {
    return lookups.inTenant(tenant, tx -> store.records(tx).prove(recordId));
  }

  private Optional<RecordProof> sealAndProve(TenantId tenant, RecordId recordId) {
    return streams.run(
        tenant,
        () -> {
          sealer.seal(tenant, recordId);
          return findProof(tenant, recordId);
        });
  }
}
