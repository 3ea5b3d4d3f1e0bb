package renkei.gateway.local;

import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.Edition;
import renkei.codebook.InformationCode;
import renkei.codebook.TenantId;
import renkei.codebook.database.DatabaseUnavailableException;
import renkei.codebook.directory.AgencyDirectory;
import renkei.gateway.logging.Refusals;
import renkei.tenantstore.TenantStore;
import renkei.tenantstore.layout.Layout;
import renkei.tenantstore.layout.Layouts;
import renkei.tenantstore.load.ImportError;
import renkei.tenantstore.load.ImportOutcome;
import renkei.tenantstore.load.ImportReceipt;
import renkei.tenantstore.load.Load;
import renkei.tenantstore.load.ReplicaImport;
import renkei.tenantstore.replica.Registered;
import renkei.tenantstore.replica.Registrations;

/**
 * Replicas (副本): loading them, and reading them back. Every method throws {@link RefusedException}
 * for what is not served. Thread-safe.
 */
public final class ReplicaLoads {

  /** Nothing but a database that stands still makes a batch wait that long. */
  private static final Duration BATCH_PATIENCE = Duration.ofMinutes(1);

  private final AgencyDirectory directory;
  private final TenantStore store;
  private final Layouts layouts;
  private final LookupTransactions lookups;
  private final TenantBulkhead loads;
  private final TenantBulkhead bulk;
  private final Refusals refusals;

  /**
   * @param loads how many may come in at once
   * @param bulk how many of their batches may be at the database at once
   */
  ReplicaLoads(
      AgencyDirectory directory,
      TenantStore store,
      Layouts layouts,
      LookupTransactions lookups,
      TenantBulkhead loads,
      TenantBulkhead bulk,
      Refusals refusals) {
    this.directory = directory;
    this.store = store;
    this.layouts = layouts;
    this.lookups = lookups;
    this.loads = loads;
    this.bulk = bulk;
    this.refusals = refusals;
  }

  /** What a load led to that was not refused as a whole. */
  public sealed interface Loaded {

    /** To the end. Lines that were refused are in the receipt. */
    record Whole(ImportReceipt receipt) implements Loaded {}

    /**
     * It broke off, and nothing of it stands.
     *
     * @param error what the caller can do
     */
    record BrokenOff(ImportReceipt receipt, RequestError error) implements Loaded {}
  }

  /** The layout of an information code in an edition; empty if there is none. */
  public Optional<Layout> layout(InformationCode information, Edition edition) {
    return layouts.find(information, edition);
  }

  /** Loads replicas from CSV in UTF-8, read as it comes; at its end all of it counts at once. */
  public Loaded load(
      TenantId tenant, InformationCode information, Edition edition, Load kind, InputStream csv) {
    ReplicaImport replicas =
        store.replicaImport(
            tenant, directory.addresseeForm(tenant), batch -> withPermit(tenant, batch));
    LoadBody body = new LoadBody(csv);
    return switch (loads.run(tenant, () -> replicas.load(information, edition, kind, body))) {
      case ImportOutcome.Completed(ImportReceipt receipt) -> {
        tellOfLines(tenant, receipt);
        yield new Loaded.Whole(receipt);
      }
      case ImportOutcome.Interrupted(ImportReceipt receipt, ImportOutcome.Cause cause) -> {
        tellOfLines(tenant, receipt);
        yield brokenOff(tenant, receipt, cause, body.failure());
      }
      case ImportOutcome.Refused(ImportError error) -> throw refused(error);
      case ImportOutcome.Differs() ->
          throw new RefusedException(
              RequestError.BATCH_DIFFERS, "a batch came again, and is another");
    };
  }

  private static RefusedException refused(ImportError error) {
    return new RefusedException(
        error.isForbidden() ? RequestError.FORBIDDEN_NUMBER : RequestError.MALFORMED_CSV,
        "line " + error.line() + ": " + error.objection().rule().code(),
        new FieldFault(
            error.item().isEmpty() ? "line " + error.line() : error.item(),
            LineWords.expected(error.objection())));
  }

  /** A batch waits longer than a caller would: what came before it need not come again. */
  private void withPermit(TenantId tenant, Runnable batch) {
    if (!bulk.tryRun(tenant, BATCH_PATIENCE, batch)) {
      throw new DatabaseUnavailableException(
          "no permit came for a batch of a load", true, new IllegalStateException());
    }
  }

  /** One log line however many lines were refused; it says how many and why, and nothing else. */
  private void tellOfLines(TenantId tenant, ImportReceipt receipt) {
    long refused = receipt.counts().refused();
    if (refused == 0) {
      return;
    }
    String counts =
        "%d records of %d lines; findings: %d of numbers that must not be sent, %d others; %d not listed"
            .formatted(
                refused,
                receipt.received(),
                receipt.forbidden(),
                receipt.errors().size() + receipt.errorsOmitted() - receipt.forbidden(),
                receipt.errorsOmitted());
    if (receipt.forbidden() > 0) {
      refusals.alarmed(RequestError.FORBIDDEN_NUMBER.name(), "tenant " + tenant, counts);
    } else {
      refusals.refused("LINES", "tenant " + tenant, counts);
    }
    refusals.count("REPLICA_LINES", refused);
  }

  private Loaded brokenOff(
      TenantId tenant, ImportReceipt receipt, ImportOutcome.Cause cause, RequestError senders) {
    RequestError error =
        switch (cause) {
          case SENDER -> senders;
          case STORE -> RequestError.UNAVAILABLE;
          case FAULT -> RequestError.FAILED;
          case MALFORMED -> RequestError.MALFORMED_CSV;
        };
    refusals.refused(
        error.name(), "tenant " + tenant, "a load broke off after " + receipt.received());
    return new Loaded.BrokenOff(receipt, error);
  }

  /** How far an information code is loaded. */
  public Registrations.Extent registration(
      TenantId tenant, InformationCode information, Edition edition) {
    return lookups.inTenant(tenant, tx -> store.registrations(tx).find(information, edition));
  }

  /** The records of a person as they were registered; one at least. */
  public List<Registered> find(
      TenantId tenant, InformationCode information, Edition edition, AddresseeNumber addressee) {
    List<Registered> found =
        lookups.inTenant(
            tenant, tx -> store.replicas(tx).readBack(addressee, information, edition));
    if (found.isEmpty()) {
      throw new RefusedException(RequestError.NOT_FOUND, "no such replica");
    }
    return found;
  }
}
