package renkei.testagencies.stage;

import java.util.List;
import renkei.testagencies.municipality.LoadReceipt;
import renkei.testagencies.resident.Registration;
import renkei.testagencies.vocabulary.InformationCode;

/**
 * A load that had faulty records in it on purpose, and what the platform said to it.
 *
 * @param city whose
 * @param information what
 * @param sent how much was sent
 * @param putIn the faults, in the order of their lines
 * @param unread the people whose only record was faulty
 * @param receipt the platform's
 */
public record FaultyLoad(
    Municipality city,
    InformationCode information,
    Sent sent,
    List<Fault> putIn,
    List<Registration> unread,
    LoadReceipt receipt) {

  /**
   * How much was sent.
   *
   * @param lines without the header
   * @param good records without a fault
   */
  public record Sent(long lines, long good) {}

  /**
   * One fault.
   *
   * @param line where it was put, from 1, the header included
   * @param column as the header names it
   * @param complaint words that the reason must have in it
   */
  public record Fault(long line, String column, String complaint) {}

  /**
   * Whether the good records are committed, and exactly the faulty ones came back, with reasons.
   */
  public boolean asExpected() {
    return receipt.received() == sent.lines()
        && receipt.committed() == sent.good()
        && receipt.refused() == putIn.size()
        && receipt.records() == receipt.committed() + receipt.refused()
        && cameBack(putIn, receipt.errors());
  }

  /** Whether these are the complaints about those faults, one for each, in the same order. */
  static boolean cameBack(List<Fault> putIn, List<LoadReceipt.Fault> said) {
    for (int i = 0; i < Math.min(putIn.size(), said.size()); i++) {
      Fault fault = putIn.get(i);
      LoadReceipt.Fault complaint = said.get(i);
      if (complaint.line() != fault.line()
          || !complaint.item().equals(fault.column())
          || !complaint.reason().contains(fault.complaint())) {
        return false;
      }
    }
    return putIn.size() == said.size();
  }
}
