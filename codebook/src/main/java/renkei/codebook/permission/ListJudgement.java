package renkei.codebook.permission;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import renkei.codebook.AgencyCode;
import renkei.codebook.PermissionRowId;
import renkei.codebook.directory.AgencyDirectory;
import renkei.codebook.directory.BodyClass;
import renkei.codebook.directory.BodyClassId;
import renkei.codebook.directory.ClassMembership;
import renkei.codebook.directory.Validity;

/**
 * Whether a list may count as a whole. Two rows contradict each other if one exchange falls under
 * both (same purpose, affair, procedure and information, a day of both, and on each side a body
 * that both name), and they ask for different consent or allow different delegation. Different
 * items are no contradiction: the row that covers all that is asked decides.
 */
public final class ListJudgement {

  /** What rows have in common that hold for the same matter. */
  private record Key(Object purpose, Object affair, Object procedure, Object information) {

    private static Key of(PermissionRow row) {
      return new Key(
          row.purpose(),
          row.matter().affair(),
          row.matter().procedure(),
          row.matter().information());
    }
  }

  /** What two rows that hold for the same exchange must agree on. */
  private record Demand(ConsentRule consent, DelegationRule delegation) {

    private static Demand of(PermissionRow row) {
      return new Demand(row.terms().consent(), row.terms().delegation());
    }
  }

  private final PermissionList list;
  private final Map<BodyClassId, Integer> places = new HashMap<>();

  /** For each class those that have a body in common with it. */
  private final BitSet[] sharing;

  private ListJudgement(PermissionList list, AgencyDirectory directory) {
    this.list = list;
    list.classes().forEach(one -> places.put(one.id(), places.size()));
    this.sharing = sharing(list.classes(), directory);
  }

  /** What keeps a list from counting; empty if nothing does. */
  public static Optional<ListReceived.Refused> of(PermissionList list, AgencyDirectory directory) {
    return ofClasses(list.classes(), directory)
        .or(() -> new ListJudgement(list, directory).ofRows(directory));
  }

  /** What is wrong with the classes of a list alone; empty if nothing is. */
  public static Optional<ListReceived.Refused> ofClasses(
      List<BodyClass> classes, AgencyDirectory directory) {
    for (BodyClass one : classes) {
      Optional<AgencyCode> unknown = ClassMembership.unknownBody(one, directory);
      if (unknown.isPresent()) {
        return refused(
            ListRefusal.UNKNOWN_BODY,
            "class %s names %s, which the directory does not have"
                .formatted(one.id(), unknown.get()));
      }
    }
    try {
      ClassMembership _ = new ClassMembership(classes, directory);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return refused(ListRefusal.MALFORMED, String.valueOf(e.getMessage()));
    }
  }

  private static Optional<ListReceived.Refused> refused(ListRefusal why, String sentence) {
    return Optional.of(new ListReceived.Refused(why, sentence));
  }

  private static BitSet[] sharing(List<BodyClass> classes, AgencyDirectory directory) {
    ClassMembership membership = new ClassMembership(classes, directory);
    BitSet[] sharing = new BitSet[classes.size()];
    for (int place = 0; place < sharing.length; place++) {
      sharing[place] = new BitSet();
    }
    directory
        .agencies()
        .forEach(
            agency -> {
              int[] of = membership.of(agency.code());
              for (int one : of) {
                for (int other : of) {
                  sharing[one].set(other);
                }
              }
            });
    return sharing;
  }

  private Optional<ListReceived.Refused> ofRows(AgencyDirectory directory) {
    Set<PermissionRowId> ids = new HashSet<>();
    for (PermissionRow row : list.rows()) {
      if (!ids.add(row.id())) {
        return refused(ListRefusal.MALFORMED, "row " + row.id() + " occurs twice");
      }
      for (BodyClassId named : List.of(row.inquirers(), row.providers())) {
        if (!places.containsKey(named)) {
          return refused(
              ListRefusal.MALFORMED,
              "row %s names class %s, which the list does not have".formatted(row.id(), named));
        }
      }
    }
    return contradiction().or(() -> beyondTheIndex(directory));
  }

  /** The index has room for so many codes and no more. */
  private Optional<ListReceived.Refused> beyondTheIndex(AgencyDirectory directory) {
    try {
      PermissionIndex _ = new PermissionIndex(list, directory);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return refused(ListRefusal.MALFORMED, String.valueOf(e.getMessage()));
    }
  }

  private Optional<ListReceived.Refused> contradiction() {
    Map<Key, Map<Demand, List<PermissionRow>>> groups = new LinkedHashMap<>();
    for (PermissionRow row : list.rows()) {
      groups
          .computeIfAbsent(Key.of(row), _ -> new LinkedHashMap<>())
          .computeIfAbsent(Demand.of(row), _ -> new ArrayList<>())
          .add(row);
    }
    return groups.values().stream()
        .filter(group -> group.size() > 1)
        .flatMap(group -> contradiction(List.copyOf(group.values())).stream())
        .findFirst();
  }

  /** Among rows of one matter, by what they demand: those of one demand never contradict. */
  private Optional<ListReceived.Refused> contradiction(List<List<PermissionRow>> demands) {
    for (int one = 0; one < demands.size(); one++) {
      for (PermissionRow row : demands.get(one)) {
        Optional<PermissionRow> other =
            demands.subList(one + 1, demands.size()).stream()
                .flatMap(Collection::stream)
                .filter(against -> overlap(row, against))
                .findFirst();
        if (other.isPresent()) {
          return refused(
              ListRefusal.ROWS_CONTRADICT,
              "rows %s and %s hold for the same exchange and ask for different consent or delegation"
                  .formatted(row.id(), other.get().id()));
        }
      }
    }
    return Optional.empty();
  }

  private boolean overlap(PermissionRow one, PermissionRow other) {
    return shares(one.inquirers(), other.inquirers())
        && shares(one.providers(), other.providers())
        && overlap(one.terms().validity(), other.terms().validity());
  }

  private boolean shares(BodyClassId one, BodyClassId other) {
    return one.equals(other) || sharing[place(one)].get(place(other));
  }

  private int place(BodyClassId id) {
    return places.getOrDefault(id, -1);
  }

  private static boolean overlap(Validity one, Validity other) {
    return one.to().flatMap(to -> other.from().map(to::isBefore)).filter(yes -> yes).isEmpty()
        && other.to().flatMap(to -> one.from().map(to::isBefore)).filter(yes -> yes).isEmpty();
  }
}
