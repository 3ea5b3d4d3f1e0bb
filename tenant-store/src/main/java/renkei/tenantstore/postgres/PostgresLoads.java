package renkei.tenantstore.postgres;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import renkei.codebook.Edition;
import renkei.codebook.InformationCode;
import renkei.codebook.database.SealedColumns;
import renkei.signing.AlgorithmTable;
import renkei.signing.Signatory;
import renkei.signing.jws.CompactJws;
import renkei.tenantstore.load.ImportReceipt;
import renkei.tenantstore.load.Load;
import renkei.tenantstore.load.LoadShares;
import renkei.tenantstore.load.LoadState;
import renkei.tenantstore.load.LoadStatus;
import renkei.tenantstore.load.Loads;
import renkei.tenantstore.load.ReceiptText;
import renkei.tenantstore.load.ReplicaSink;

/** One transaction's view of what staff decide about one tenant's loads. */
record PostgresLoads(
    Handle handle, SealedColumns columns, Signatory signatory, LoadShares shares, Clock clock)
    implements Loads {

  /** The {@code typ} of a signed receipt. */
  private static final String TYPE = "renkei-load-receipt+json";

  private LoadRows rows() {
    return new LoadRows(handle);
  }

  /** The load of a batch, held until the transaction ends. */
  private Optional<LoadRows.Kept> held(Load.Batch batch, LoadState state) {
    rows().lock(batch);
    return rows().find(columns, batch).filter(kept -> kept.status().state() == state);
  }

  @Override
  public Approval approve(Load.Batch batch, String login) {
    Optional<LoadRows.Kept> kept = held(batch, LoadState.WAITING_FOR_TWO);
    if (kept.isEmpty()) {
      return new Approval.NotWaiting();
    }
    Optional<String> first = rows().firstApproval(kept.get().number());
    if (first.isEmpty()) {
      rows().approveFirst(kept.get().number(), login);
      return new Approval.Noted();
    }
    if (first.get().equals(login)) {
      return new Approval.SamePerson();
    }
    rows().approveSecond(kept.get().number(), login);
    return new Approval.Released(count(kept.get()));
  }

  @Override
  public TestedRelease release(Load.Batch batch) {
    Optional<LoadRows.Kept> kept = held(batch, LoadState.TESTED);
    if (kept.isEmpty()) {
      return new TestedRelease.NotTested();
    }
    LoadStatus status = kept.get().status();
    Optional<Long> seen = new SignOffRows(handle).find(status.information(), status.edition());
    if (seen.filter(load -> load == kept.get().number()).isEmpty()) {
      return new TestedRelease.NotSignedOff();
    }
    if (status.load().scope() instanceof Load.Scope.Difference
        && new RegistrationRows(handle).follows(status.information(), status.edition())) {
      return new TestedRelease.NotFull();
    }
    ImportReceipt receipt = status.receipt().orElseThrow();
    long number = kept.get().number();
    rows().register(number);
    if (release(kept.get()).isForTwo(shares, receipt.touched(), receipt.counts().deleted())) {
      ImportReceipt waiting = receipt.in(LoadState.WAITING_FOR_TWO, receipt.counts().deleted());
      rows().finish(columns, number, kept.get().digest(), waiting);
      return new TestedRelease.Waiting(waiting);
    }
    return new TestedRelease.Released(count(kept.get()));
  }

  /** Makes a load that came whole count. */
  private ImportReceipt count(LoadRows.Kept kept) {
    ImportReceipt receipt = kept.status().receipt().orElseThrow();
    rows().lock(kept.status().information());
    LoadRelease release = release(kept);
    List<ReplicaSink.Late> late = release.settle();
    boolean nameless = receipt.nameless() > 0;
    boolean registers =
        kept.status().load().scope() instanceof Load.Scope.Full && receipt.counts().taken() > 0;
    release.register(registers, nameless, clock);
    ImportReceipt now = receipt.after(late).in(LoadState.RELEASED, release.missing());
    rows().finish(columns, kept.number(), kept.digest(), now);
    return now;
  }

  private LoadRelease release(LoadRows.Kept kept) {
    LoadStatus status = kept.status();
    return LoadRelease.begin(
        handle, status.information(), status.edition(), status.load(), kept.number());
  }

  @Override
  public Optional<Load.Batch> signOff(InformationCode information, Edition edition, String login) {
    Optional<LoadRows.Kept> tested = rows().newestTested(columns, information, edition);
    tested.ifPresent(
        kept -> new SignOffRows(handle).note(information, edition, kept.number(), login));
    return tested.map(kept -> kept.status().load().batch());
  }

  @Override
  public Optional<byte[]> receipt(Load.Batch batch, AlgorithmTable algorithms) {
    rows().lock(batch);
    return rows()
        .find(columns, batch)
        .filter(kept -> kept.status().receipt().isPresent())
        .map(kept -> proof(kept, algorithms));
  }

  private byte[] proof(LoadRows.Kept kept, AlgorithmTable algorithms) {
    return rows()
        .proof(columns, kept.number())
        .orElseGet(
            () -> {
              byte[] proof = sign(kept, algorithms);
              if (kept.status().state() == LoadState.RELEASED) {
                rows().keepProof(columns, kept.number(), proof);
              }
              return proof;
            });
  }

  private byte[] sign(LoadRows.Kept kept, AlgorithmTable algorithms) {
    String text =
        ReceiptText.write(
            columns.tenant(),
            kept.status(),
            kept.status().receipt().orElseThrow(),
            kept.digest(),
            rows().releasedAt(kept.number()));
    return CompactJws.sign(
        signatory, TYPE, text.getBytes(StandardCharsets.UTF_8), algorithms, clock.instant());
  }
}
