package renkei.testagencies.municipality;

import java.util.List;

/**
 * What the platform says to a load of replicas.
 *
 * @param batch its name
 * @param state what has become of it, as the door names it, such as {@code RELEASED}
 * @param received lines it read behind the header
 * @param records what these lines tell of: entered or taken away; the next four together
 * @param applied records that stand now
 * @param unchanged records of which the same stood already
 * @param overtaken records without effect, since something newer stands
 * @param refused records that do not count
 * @param errors why, for each refused record as far as listed
 */
public record LoadReceipt(
    String batch,
    String state,
    long received,
    long records,
    long applied,
    long unchanged,
    long overtaken,
    long refused,
    List<Fault> errors) {

  /** Records that are dealt with for good. */
  public long committed() {
    return applied + unchanged + overtaken;
  }

  /**
   * One refused record.
   *
   * @param line where
   * @param item the column
   * @param reason the code of the rule, then the rule in words
   */
  public record Fault(long line, String item, String reason) {}
}
