package renkei.testagencies.municipality;

import java.util.List;

/**
 * What the platform says to a load of replicas.
 *
 * @param received lines it read
 * @param committed lines that count now
 * @param refused lines that do not
 * @param errors why, for each refused line as far as listed
 */
public record LoadReceipt(long received, long committed, long refused, List<Fault> errors) {

  /**
   * One refused line.
   *
   * @param line where
   * @param item the column
   * @param reason in words
   */
  public record Fault(long line, String item, String reason) {}
}
