package renkei.codebook.permission;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import renkei.codebook.PermissionRowId;
import renkei.codebook.directory.BodyClass;
import renkei.codebook.directory.BodyClassId;

/**
 * What one permission list says otherwise than another.
 *
 * @param before version of the one
 * @param after version of the other
 * @param added rows that only the other has, by id
 * @param ended rows that only the one has, by id
 * @param changed rows that both have and that are not the same, by id
 * @param classes that are new, gone, or have other members or names, by id: rows that name them
 *     mean something else
 */
public record PermissionDifference(
    long before,
    long after,
    List<PermissionRowId> added,
    List<PermissionRowId> ended,
    List<Changed> changed,
    List<BodyClassId> classes) {

  /** What is compared of a row, by the names of a line's members. */
  private static final Map<String, Function<PermissionRow, Object>> MEMBERS = members();

  /** Copies the lists. */
  public PermissionDifference {
    added = List.copyOf(added);
    ended = List.copyOf(ended);
    changed = List.copyOf(changed);
    classes = List.copyOf(classes);
  }

  /**
   * A row that says something else.
   *
   * @param members what of it, by the names that a line has
   */
  public record Changed(PermissionRowId row, List<String> members) {

    /** Copies the list. */
    public Changed {
      members = List.copyOf(members);
    }
  }

  /** Compares two lists, row by row of the same id. */
  public static PermissionDifference of(PermissionList before, PermissionList after) {
    Map<PermissionRowId, PermissionRow> old = byId(before);
    List<PermissionRowId> added = new ArrayList<>();
    List<Changed> changed = new ArrayList<>();
    for (PermissionRow row : sorted(after)) {
      PermissionRow same = old.remove(row.id());
      if (same == null) {
        added.add(row.id());
      } else if (!same.equals(row)) {
        changed.add(new Changed(row.id(), otherMembers(same, row)));
      }
    }
    return new PermissionDifference(
        before.version(),
        after.version(),
        added,
        old.keySet().stream().sorted().toList(),
        changed,
        otherClasses(before, after));
  }

  /** Whether both say the same. */
  public boolean isEmpty() {
    return added.isEmpty() && ended.isEmpty() && changed.isEmpty() && classes.isEmpty();
  }

  /** In numbers, for a log. */
  public String counts() {
    return "%d rows added, %d ended, %d changed, %d classes changed"
        .formatted(added.size(), ended.size(), changed.size(), classes.size());
  }

  private static Map<String, Function<PermissionRow, Object>> members() {
    Map<String, Function<PermissionRow, Object>> members = new LinkedHashMap<>();
    members.put("inquirer", PermissionRow::inquirers);
    members.put("provider", PermissionRow::providers);
    members.put("purpose", PermissionRow::purpose);
    members.put("affair", row -> row.matter().affair());
    members.put("procedure", row -> row.matter().procedure());
    members.put("information", row -> row.matter().information());
    members.put("items", row -> row.matter().items());
    members.put("legalBasis", row -> row.terms().legalBasis());
    members.put("consent", row -> row.terms().consent());
    members.put("delegation", row -> row.terms().delegation());
    members.put("validFrom", row -> row.terms().validity().from());
    members.put("validTo", row -> row.terms().validity().to());
    return members;
  }

  private static List<String> otherMembers(PermissionRow one, PermissionRow other) {
    return MEMBERS.entrySet().stream()
        .filter(member -> !member.getValue().apply(one).equals(member.getValue().apply(other)))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static Map<PermissionRowId, PermissionRow> byId(PermissionList list) {
    Map<PermissionRowId, PermissionRow> rows = new HashMap<>();
    list.rows().forEach(row -> rows.put(row.id(), row));
    return rows;
  }

  private static List<PermissionRow> sorted(PermissionList list) {
    return list.rows().stream().sorted(Comparator.comparing(PermissionRow::id)).toList();
  }

  private static List<BodyClassId> otherClasses(PermissionList before, PermissionList after) {
    Map<BodyClassId, BodyClass> old = new HashMap<>();
    before.classes().forEach(one -> old.put(one.id(), one));
    List<BodyClassId> other = new ArrayList<>();
    for (BodyClass one : after.classes()) {
      if (!Objects.equals(old.remove(one.id()), one)) {
        other.add(one.id());
      }
    }
    other.addAll(old.keySet());
    return other.stream().sorted(Comparator.comparing(BodyClassId::value)).toList();
  }
}
