package renkei.testagencies.municipality;

import java.util.List;

/**
 * What the platform says to a load of replicas.
 *
 * @param received lines it read
 * @param committed lines it dealt with for good: the next three together
 * @param applied lines that stand now
 * @param unchanged lines that say what stood already
 * @param superseded lines without effect, since something newer stands
 * @param refused lines that do not
 * @param errors why, for each refused line as far as listed
 */
public record LoadReceipt(
    long received,
    long committed,
    long applied,
    long unchanged,
    long superseded,
    long refused,
    List<Fault> errors) {

  /**
   * One refused line.
   *
   * @param line where
   * @param item the column
   * @param reason the code of the rule, then the rule in words
   */
  public record Fault(long line, String item, String reason) {}
}
