package renkei.codebook.permission;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import renkei.codebook.AffairCode;
import renkei.codebook.AgencyCode;
import renkei.codebook.PermissionRowId;
import renkei.codebook.ProcedureCode;
import renkei.codebook.directory.Agency;
import renkei.codebook.directory.AgencyDirectory;
import renkei.codebook.directory.BodyClass;
import renkei.codebook.directory.BodyClassId;
import renkei.codebook.directory.ClassMembership;
import renkei.codebook.directory.Validity;
import renkei.codebook.permission.PermissionDecision.Allowed;
import renkei.codebook.permission.PermissionDecision.Denied;
import renkei.codebook.permission.PermissionDecision.Reason;

/**
 * A permission list in memory, to decide by in a few microseconds: for each class of the side that
 * asks one look into a table, by procedure, information and purpose. Of all rows that allow an
 * exchange the one with the lowest id decides. Immutable.
 */
public final class PermissionIndex {

  private final long version;
  private final Validity validity;
  private final AgencyDirectory directory;
  private final ClassMembership membership;
  private final RowTable rows;
  private final Map<ProcedureCode, AffairCode> affairs = new HashMap<>();

  /**
   * Throws {@link IllegalArgumentException}, naming the row or class, if a row names a class that
   * the list does not have, an id occurs twice, or a class names an unknown body.
   */
  public PermissionIndex(PermissionList list, AgencyDirectory directory) {
    this.version = list.version();
    this.validity = list.validity();
    this.directory = directory;
    this.membership = new ClassMembership(list.classes(), directory);
    List<PermissionRow> sorted =
        list.rows().stream().sorted(Comparator.comparing(PermissionRow::id)).toList();
    refuseIdsThatOccurTwice(sorted);
    this.rows = new RowTable(sorted, places(list.classes()));
    sorted.forEach(row -> affairs.putIfAbsent(row.matter().procedure(), row.matter().affair()));
  }

  private static void refuseIdsThatOccurTwice(List<PermissionRow> rows) {
    Set<PermissionRowId> ids = new HashSet<>();
    for (PermissionRow row : rows) {
      if (!ids.add(row.id())) {
        throw new IllegalArgumentException("row " + row.id() + " occurs twice");
      }
    }
  }

  private static Map<BodyClassId, Integer> places(List<BodyClass> classes) {
    Map<BodyClassId, Integer> places = new HashMap<>();
    for (BodyClass one : classes) {
      places.put(one.id(), places.size());
    }
    return places;
  }

  /** The version of the list. */
  public long version() {
    return version;
  }

  /** The affair (事務) of a procedure, by the row with the lowest id; empty if no row names it. */
  public Optional<AffairCode> affairOf(ProcedureCode procedure) {
    return Optional.ofNullable(affairs.get(procedure));
  }

  /**
   * Decides.
   *
   * <p>Where a side acts for another body, that body's classes count; the row must allow it, and
   * the directory must know the delegation. What is denied is denied for the last reason that kept
   * any row from allowing it.
   */
  public PermissionDecision decide(PermissionQuestion question) {
    if (!validity.includes(question.today())) {
      return new Denied(Reason.LIST_NOT_VALID);
    }
    Optional<Reason> wrong = wrongSide(question);
    if (wrong.isPresent()) {
      return new Denied(wrong.get());
    }
    RowTable.Found found =
        rows.find(
            question,
            membership.of(question.askingFor()),
            membership.of(question.askedFor()),
            isDelegated(question));
    return switch (found) {
      case RowTable.Found.Row(PermissionRowId row) -> new Allowed(row, version);
      case RowTable.Found.None(Reason reason) -> new Denied(reason);
    };
  }

  private Optional<Reason> wrongSide(PermissionQuestion question) {
    return wrong(question.inquirer(), question.today())
        .or(() -> wrong(question.provider(), question.today()))
        .or(() -> question.delegation().inquirerFor().flatMap(by -> wrong(by, question.today())))
        .or(() -> question.delegation().providerFor().flatMap(by -> wrong(by, question.today())));
  }

  private Optional<Reason> wrong(AgencyCode code, LocalDate today) {
    Optional<Agency> agency = directory.find(code);
    if (agency.isEmpty()) {
      return Optional.of(Reason.UNKNOWN_AGENCY);
    }
    return agency.get().standsOn(today) ? Optional.empty() : Optional.of(Reason.AGENCY_NOT_VALID);
  }

  private boolean isDelegated(PermissionQuestion question) {
    return isDelegated(question.delegation().inquirerFor(), question.inquirer(), question)
        && isDelegated(question.delegation().providerFor(), question.provider(), question);
  }

  private boolean isDelegated(
      Optional<AgencyCode> principal, AgencyCode acting, PermissionQuestion question) {
    return principal.isEmpty()
        || directory.delegates(
            principal.get(), acting, question.matter().procedure(), question.today());
  }
}
