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
import renkei.gateway.wording.Phrase;
import renkei.signing.AlgorithmTable;
import renkei.tenantstore.TenantStore;
import renkei.tenantstore.layout.Layout;
import renkei.tenantstore.layout.Layouts;
import renkei.tenantstore.layout.Objection;
import renkei.tenantstore.load.FinishOutcome;
import renkei.tenantstore.load.ImportError;
import renkei.tenantstore.load.ImportOutcome;
import renkei.tenantstore.load.ImportReceipt;
import renkei.tenantstore.load.Load;
import renkei.tenantstore.load.LoadFormat;
import renkei.tenantstore.load.LoadStatus;
import renkei.tenantstore.load.OpenOutcome;
import renkei.tenantstore.load.PartOutcome;
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

  /** Of its newest loads a tenant is told so many. */
  private static final int LOADS_TOLD = 100;

  private static final Phrase EARLIER =
      new Phrase("come after part %d, which is not whole", "パート %d が完了してから送ること");

  private static final Phrase ALL_PARTS =
      new Phrase(
          "be the number of parts, all of them whole; %d have begun",
          "完了したパートの数であること（受け付けたパートは %d 個）");

  private final AgencyDirectory directory;
  private final TenantStore store;
  private final Layouts layouts;
  private final LookupTransactions lookups;
  private final TenantBulkhead loads;
  private final TenantBulkhead bulk;
  private final AlgorithmTable algorithms;
  private final Refusals refusals;

  /**
   * @param loads how many may come in at once
   * @param bulk how many of their batches may be at the database at once
   * @param algorithms by which receipts may be signed at the time
   */
  ReplicaLoads(
      AgencyDirectory directory,
      TenantStore store,
      Layouts layouts,
      LookupTransactions lookups,
      TenantBulkhead loads,
      TenantBulkhead bulk,
      AlgorithmTable algorithms,
      Refusals refusals) {
    this.directory = directory;
    this.store = store;
    this.layouts = layouts;
    this.lookups = lookups;
    this.loads = loads;
    this.bulk = bulk;
    this.algorithms = algorithms;
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
    ReplicaImport replicas = loadsOf(tenant);
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
      case ImportOutcome.Differs() -> throw batchDiffers();
      case ImportOutcome.Untested() -> throw testFirst();
      case ImportOutcome.NotFull() -> throw fullLoadFirst();
    };
  }

  private static RefusedException batchDiffers() {
    return new RefusedException(RequestError.BATCH_DIFFERS, "a batch came again, and is another");
  }

  private static RefusedException testFirst() {
    return new RefusedException(RequestError.TEST_FIRST, "an edition that nobody signed off");
  }

  private static RefusedException fullLoadFirst() {
    return new RefusedException(RequestError.FULL_LOAD_FIRST, "a difference of a new edition");
  }

  private ReplicaImport loadsOf(TenantId tenant) {
    return store.replicaImport(
        tenant, directory.addresseeForm(tenant), batch -> withPermit(tenant, batch));
  }

  /** Begins a load that comes in parts, or finds it as it stands. */
  public LoadStatus open(TenantId tenant, InformationCode information, Edition edition, Load load) {
    return switch (loadsOf(tenant).open(information, edition, load)) {
      case OpenOutcome.Known(LoadStatus status) -> status;
      case OpenOutcome.Differs() -> throw batchDiffers();
      case OpenOutcome.Untested() -> throw testFirst();
      case OpenOutcome.NotFull() -> throw fullLoadFirst();
      case OpenOutcome.TooMany() ->
          throw new RefusedException(RequestError.TOO_MANY_LOADS, "open loads");
      case OpenOutcome.NoLayout() ->
          throw refused(new ImportError(0, "", Objection.to(Objection.Rule.NO_LAYOUT)));
    };
  }

  /** What one part of a load led to. */
  public sealed interface PartLoaded {

    /** It is kept whole. */
    record Whole(LoadStatus.Part part, ImportReceipt soFar) implements PartLoaded {}

    /**
     * It broke off; what is kept of it need not come again to be kept.
     *
     * @param error what the caller can do
     */
    record BrokenOff(LoadStatus.Part part, ImportReceipt soFar, RequestError error)
        implements PartLoaded {}
  }

  /** Takes one part of a load; one that was cut goes on where it was. */
  public PartLoaded part(
      TenantId tenant, Load.Batch batch, int part, LoadFormat format, InputStream in) {
    LoadBody body = new LoadBody(in);
    return switch (loads.run(tenant, () -> loadsOf(tenant).part(batch, part, format, body))) {
      case PartOutcome.Kept(LoadStatus.Part kept, ImportReceipt soFar) -> {
        tellOfLines(tenant, soFar);
        yield new PartLoaded.Whole(kept, soFar);
      }
      case PartOutcome.Interrupted(LoadStatus.Part kept, ImportReceipt soFar, var cause) ->
          new PartLoaded.BrokenOff(kept, soFar, brokenOffBy(tenant, soFar, cause, body.failure()));
      case PartOutcome.Refused(ImportError error) -> throw refused(error);
      case PartOutcome.Differs() ->
          throw new RefusedException(
              RequestError.PART_DIFFERS, "a part came again, and is another");
      case PartOutcome.Early(int missing) ->
          throw new RefusedException(
              RequestError.PART_MISSING,
              "part " + missing + " is not whole",
              new FieldFault("part", EARLIER.with(missing)));
      case PartOutcome.NotOpen() -> {
        LoadStatus _ = load(tenant, batch);
        throw new RefusedException(RequestError.LOAD_ENDED, "a part of a load that ended");
      }
    };
  }

  /** Ends a load. */
  public LoadStatus finish(TenantId tenant, Load.Batch batch, int parts) {
    return switch (loads.run(tenant, () -> loadsOf(tenant).finish(batch, parts))) {
      case FinishOutcome.Finished _ -> load(tenant, batch);
      case FinishOutcome.NotWhole(LoadStatus status) ->
          throw new RefusedException(
              RequestError.PART_MISSING,
              "parts are missing at the end",
              new FieldFault("parts", ALL_PARTS.with(status.parts().size())));
      case FinishOutcome.Empty() ->
          throw refused(new ImportError(1, "", Objection.to(Objection.Rule.NO_LINES)));
      case FinishOutcome.Unknown() -> throw noLoad();
    };
  }

  /** Gives up a load that does not count yet. */
  public void abandon(TenantId tenant, Load.Batch batch) {
    if (!loads.run(tenant, () -> loadsOf(tenant).abandon(batch))) {
      LoadStatus _ = load(tenant, batch);
      throw new RefusedException(RequestError.LOAD_ENDED, "a load that counts was to be given up");
    }
  }

  /** What is known of a load. */
  public LoadStatus load(TenantId tenant, Load.Batch batch) {
    return loadsOf(tenant).find(batch).orElseThrow(ReplicaLoads::noLoad);
  }

  /** The newest loads. */
  public List<LoadStatus> loads(TenantId tenant) {
    return loadsOf(tenant).list(LOADS_TOLD);
  }

  /** The receipt of a load that came whole, signed in the municipality's name. */
  public byte[] receipt(TenantId tenant, Load.Batch batch) {
    return lookups
        .inTenant(tenant, tx -> store.loads(tx).receipt(batch, algorithms))
        .orElseThrow(ReplicaLoads::noLoad);
  }

  private static RefusedException noLoad() {
    return new RefusedException(RequestError.NOT_FOUND, "no such load");
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
    return new Loaded.BrokenOff(receipt, brokenOffBy(tenant, receipt, cause, senders));
  }

  private RequestError brokenOffBy(
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
    return error;
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
