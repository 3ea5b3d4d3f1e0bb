package renkei.tenantstore.load;

import java.util.List;

/**
 * What one load did, line by line.
 *
 * @param received lines read, without the header
 * @param committed lines that were dealt with for good
 * @param refused lines that were found wrong; the rest, if any, did not get into the store because
 *     the load broke off
 * @param nameless lines of the refused that do not say whom they are about; as long as there are
 *     any, nobody without a replica is answered that there is nothing
 * @param forbidden findings of a 個人番号 or 住民票コード, listed or not; at least one for each refused line
 *     that carries one
 * @param errors why, for the first {@value #ERRORS} findings
 * @param errorsOmitted further findings not listed
 */
public record ImportReceipt(
    long received,
    Committed committed,
    long refused,
    long nameless,
    long forbidden,
    List<ImportError> errors,
    long errorsOmitted) {

  /** How many findings a receipt lists. */
  public static final int ERRORS = 1000;

  /**
   * What became of the lines that were taken.
   *
   * @param applied lines that stand, or stood until a later batch of the same load
   * @param unchanged lines that say what stood already, of the same day
   * @param superseded lines overtaken by a newer as-of day, or of the same day by a later line of
   *     the same batch
   */
  public record Committed(long applied, long unchanged, long superseded) {

    /** All of them. */
    public long total() {
      return applied + unchanged + superseded;
    }
  }

  /** Copies the list. */
  public ImportReceipt {
    errors = List.copyOf(errors);
  }
}
