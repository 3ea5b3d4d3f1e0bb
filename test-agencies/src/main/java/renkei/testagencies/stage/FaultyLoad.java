package renkei.testagencies.stage;

import java.util.List;
import renkei.testagencies.municipality.LoadReceipt;
import renkei.testagencies.resident.Registration;
import renkei.testagencies.vocabulary.InformationCode;

/**
 * A load that had faulty lines in it on purpose, and what the platform said to it.
 *
 * @param city whose
 * @param information what
 * @param good how many lines were good
 * @param putIn the faults, in the order of their lines
 * @param unread the people whose only line was faulty
 * @param receipt the platform's
 */
public record FaultyLoad(
    Municipality city,
    InformationCode information,
    int good,
    List<Fault> putIn,
    List<Registration> unread,
    LoadReceipt receipt) {

  /**
   * One fault.
   *
   * @param line where it was put, from 1, the header included
   * @param column as the header names it
   * @param complaint words that the reason must have in it
   */
  public record Fault(long line, String column, String complaint) {}

  /** Whether the good lines are committed, and exactly the faulty ones came back, with reasons. */
  public boolean asExpected() {
    return receipt.committed() == good
        && receipt.committed() == receipt.applied() + receipt.unchanged() + receipt.superseded()
        && receipt.refused() == putIn.size()
        && receipt.received() == good + putIn.size()
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
