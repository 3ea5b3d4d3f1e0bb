package renkei.tenantstore;

import java.util.List;

/**
 * What one load did, line by line.
 *
 * @param received lines read, without the header
 * @param committed lines that are in the store; a line overtaken by a newer as-of day counts, since
 *     it was dealt with
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
    long committed,
    long refused,
    long nameless,
    long forbidden,
    List<ImportError> errors,
    long errorsOmitted) {

  /** How many findings a receipt lists. */
  public static final int ERRORS = 1000;

  /** Copies the list. */
  public ImportReceipt {
    errors = List.copyOf(errors);
  }
}
