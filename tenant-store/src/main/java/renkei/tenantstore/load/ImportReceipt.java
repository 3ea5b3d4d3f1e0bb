package renkei.tenantstore.load;

import java.util.List;
import java.util.Optional;

/**
 * What came of one load, of records: a record is a line of {@code PUT} with those of {@code ADD}
 * behind it, a line of {@code DELETE}, or a line that belongs to none.
 *
 * @param batch the name of the load
 * @param state how far the load has come; nothing of it stands unless it is released
 * @param received lines behind the header
 * @param counts what became of the records
 * @param nameless records of the refused that do not say whom they are about
 * @param forbidden findings of a number that must not be sent, listed or not
 * @param errors the first {@link #ERRORS} findings
 * @param errorsOmitted how many more there were
 * @param overtaken the first {@link #ERRORS} records that another of the same load overtook
 * @param touched how many of the records that stood before it changes
 * @param difference of a load in test mode: what it would change
 */
public record ImportReceipt(
    String batch,
    LoadState state,
    long received,
    Counts counts,
    long nameless,
    long forbidden,
    List<ImportError> errors,
    long errorsOmitted,
    List<Overtaken> overtaken,
    Touched touched,
    Optional<DifferenceReport> difference) {

  /** How many findings a receipt lists. */
  public static final int ERRORS = 1_000;

  /** Copies the lists. */
  public ImportReceipt {
    errors = List.copyOf(errors);
    overtaken = List.copyOf(overtaken);
  }

  /** Of a load that changes nothing that stood. */
  public ImportReceipt(
      String batch,
      LoadState state,
      long received,
      Counts counts,
      long nameless,
      long forbidden,
      List<ImportError> errors,
      long errorsOmitted,
      List<Overtaken> overtaken) {
    this(
        batch,
        state,
        received,
        counts,
        nameless,
        forbidden,
        errors,
        errorsOmitted,
        overtaken,
        Touched.NOTHING,
        Optional.empty());
  }

  /** The same of a load that has come so far, and ends so many records that it does not name. */
  public ImportReceipt in(LoadState now, long deleted) {
    return new ImportReceipt(
        batch,
        now,
        received,
        new Counts(
            counts.applied(), counts.unchanged(), counts.overtaken(), counts.refused(), deleted),
        nameless,
        forbidden,
        errors,
        errorsOmitted,
        overtaken,
        touched,
        difference);
  }

  /** The same after other loads were released meanwhile: what was applied is something else. */
  public ImportReceipt after(List<ReplicaSink.Late> late) {
    Tally tally = Tally.of(this);
    for (ReplicaSink.Late one : late) {
      tally.apply(-1);
      ImportProgress.count(one.line(), new ReplicaSink.Effect(one.kind(), 0), tally);
    }
    ImportReceipt counted = tally.receipt(new Load.Batch(batch), state, counts.deleted());
    return difference.map(counted::with).orElse(counted);
  }

  /** The same with what the load would change. */
  public ImportReceipt with(DifferenceReport report) {
    return new ImportReceipt(
        batch,
        state,
        received,
        counts,
        nameless,
        forbidden,
        errors,
        errorsOmitted,
        overtaken,
        touched,
        Optional.of(report));
  }

  /** Of a load of which nothing was read. */
  static ImportReceipt nothing(Load.Batch batch) {
    return new ImportReceipt(
        batch.value(),
        LoadState.ABANDONED,
        0,
        new Counts(0, 0, 0, 0, 0),
        0,
        0,
        List.of(),
        0,
        List.of());
  }

  /** Its counts, to be counted on. */
  public Tally tally() {
    return Tally.of(this);
  }

  /** Whether the load was released; else nothing of it stands. */
  public boolean stands() {
    return state == LoadState.RELEASED;
  }

  /**
   * What became of the records.
   *
   * @param applied they stand
   * @param unchanged what they say stood already
   * @param overtaken something newer stands, of this load or an earlier one
   * @param refused they could not be taken
   * @param deleted beside them, records that were ended because the load does not name them
   */
  public record Counts(long applied, long unchanged, long overtaken, long refused, long deleted) {

    /** Records that could be taken. */
    public long taken() {
      return applied + unchanged + overtaken;
    }

    /** Records that came. */
    public long records() {
      return taken() + refused;
    }
  }

  /**
   * A record that another one of the same load overtook.
   *
   * @param line where it begins
   * @param by where the other begins
   */
  public record Overtaken(long line, long by) {}
}
