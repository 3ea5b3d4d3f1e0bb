package renkei.tenantstore.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Counts what became of the records of a load, or of a part of one. Not thread-safe. */
public final class Tally {

  private long received;
  private long applied;
  private long unchanged;
  private long refused;
  private long overtakenRecords;
  private long nameless;
  private long forbidden;
  private long omitted;
  private Touched touched = Touched.NOTHING;
  private final List<ImportError> errors = new ArrayList<>();
  private final List<ImportReceipt.Overtaken> overtaken = new ArrayList<>();

  /** Of nothing. */
  public Tally() {}

  /** Of what a receipt counted. */
  static Tally of(ImportReceipt receipt) {
    Tally tally = new Tally();
    tally.received = receipt.received();
    tally.applied = receipt.counts().applied();
    tally.unchanged = receipt.counts().unchanged();
    tally.overtakenRecords = receipt.counts().overtaken();
    tally.refused = receipt.counts().refused();
    tally.nameless = receipt.nameless();
    tally.forbidden = receipt.forbidden();
    tally.omitted = receipt.errorsOmitted();
    tally.touched = receipt.touched();
    tally.errors.addAll(receipt.errors());
    tally.overtaken.addAll(receipt.overtaken());
    return tally;
  }

  /** The same counts, to be counted on apart from these. */
  Tally copy() {
    return new Tally().add(this);
  }

  /** Counts what another one counted too. */
  Tally add(Tally other) {
    received += other.received;
    applied += other.applied;
    unchanged += other.unchanged;
    overtakenRecords += other.overtakenRecords;
    refused += other.refused;
    nameless += other.nameless;
    forbidden += other.forbidden;
    omitted += other.omitted;
    touched = touched.plus(other.touched);
    other.errors.forEach(this::list);
    other.overtaken.forEach(one -> list(one.line(), one.by()));
    return this;
  }

  void received(long lines) {
    received += lines;
  }

  /** A record was refused for this. */
  void refuse(List<ImportError> found) {
    refused++;
    found.forEach(
        error -> {
          if (error.isForbidden()) {
            forbidden++;
          }
          list(error);
        });
  }

  private void list(ImportError error) {
    if (errors.size() < ImportReceipt.ERRORS) {
      errors.add(error);
    } else {
      omitted++;
    }
  }

  /** A record that was refused does not say whom it is about. */
  void nameless() {
    nameless++;
  }

  void apply(long more) {
    applied += more;
  }

  /** Something of what stood is changed. */
  void touch(Touched more) {
    touched = touched.plus(more);
  }

  Touched touched() {
    return touched;
  }

  void unchanged() {
    unchanged++;
  }

  /**
   * A record was overtaken.
   *
   * @param by the line of the same load that overtook it; 0 if none did
   */
  void overtake(long line, long by) {
    overtakenRecords++;
    list(line, by);
  }

  private void list(long line, long by) {
    if (by > 0 && overtaken.size() < ImportReceipt.ERRORS) {
      overtaken.add(new ImportReceipt.Overtaken(line, by));
    }
  }

  /** Lines that came. */
  long lines() {
    return received;
  }

  /** Records that could be taken. */
  long taken() {
    return applied + unchanged + overtakenRecords;
  }

  boolean isNameless() {
    return nameless > 0;
  }

  /** All of it, of a load that stands so. */
  public ImportReceipt receipt(Load.Batch batch, LoadState state, long deleted) {
    return new ImportReceipt(
        batch.value(),
        state,
        received,
        new ImportReceipt.Counts(applied, unchanged, overtakenRecords, refused, deleted),
        nameless,
        forbidden,
        errors,
        omitted,
        overtaken,
        touched,
        Optional.empty());
  }

  /** Of a load that broke off: nothing of it stands. */
  ImportReceipt nothing(Load.Batch batch) {
    return new ImportReceipt(
        batch.value(),
        LoadState.ABANDONED,
        received,
        new ImportReceipt.Counts(0, 0, 0, refused, 0),
        nameless,
        forbidden,
        errors,
        omitted,
        List.of());
  }
}
