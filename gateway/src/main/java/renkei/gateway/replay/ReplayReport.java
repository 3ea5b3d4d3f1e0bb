package renkei.gateway.replay;

import java.time.LocalDate;
import java.util.List;
import renkei.codebook.InformationCode;
import renkei.codebook.ProcedureCode;
import renkei.codebook.RecordId;
import renkei.codebook.TenantId;
import renkei.codebook.directory.AgencyKind;

/**
 * What another list would have changed of one day's decisions. It names no person.
 *
 * @param version of the other list
 * @param day whose decisions these are, in Japan
 * @param judgedOn for which day they were made again: the same, or the first of a list that has not
 *     begun by then
 * @param decisions how many were made again
 * @param withoutList how many records do not say by which list it was decided: those of form 1, and
 *     those of inquiries that this platform's list let through to the core
 * @param changes the greatest groups first; none if nothing would change
 */
public record ReplayReport(
    long version,
    LocalDate day,
    LocalDate judgedOn,
    long decisions,
    long withoutList,
    List<Change> changes) {

  /** Copies the list. */
  public ReplayReport {
    changes = List.copyOf(changes);
  }

  /** How many decisions would be others. */
  public long changed() {
    return changes.stream().mapToLong(Change::decisions).sum();
  }

  /**
   * Decisions of one kind that would be others.
   *
   * @param kind what they have in common
   * @param decisions how many there are
   * @param records the first of them, to be looked up by those who may
   */
  public record Change(Kind kind, long decisions, List<Place> records) {

    /** The most records that are named of one kind. */
    public static final int MOST_RECORDS = 20;

    /** Copies the list. */
    public Change {
      records = List.copyOf(records);
    }
  }

  /**
   * What decisions have in common that change in the same way.
   *
   * @param before the row that allowed it, or why it was refused
   * @param after likewise, by the other list
   */
  public record Kind(
      Verdict before,
      Verdict after,
      ProcedureCode procedure,
      InformationCode information,
      AgencyKind inquirer,
      AgencyKind provider) {}

  /**
   * A decision in a word.
   *
   * @param word the row that allowed it, or why it was refused
   */
  public record Verdict(boolean allowed, String word) {}

  /** Where a record is kept. */
  public record Place(TenantId tenant, RecordId record) {}
}
