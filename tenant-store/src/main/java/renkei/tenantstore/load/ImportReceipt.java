package renkei.tenantstore.load;

import java.util.List;

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
    List<Overtaken> overtaken) {

  /** How many findings a receipt lists. */
  public static final int ERRORS = 1_000;

  /** Copies the lists. */
  public ImportReceipt {
    errors = List.copyOf(errors);
    overtaken = List.copyOf(overtaken);
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
