package renkei.codebook.permission;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import renkei.codebook.ItemChoice;
import renkei.codebook.Matter;
import renkei.codebook.PermissionRowId;
import renkei.codebook.directory.AgencyKind;
import renkei.codebook.directory.BodyClass;
import renkei.codebook.directory.BodyClassId;
import renkei.codebook.directory.Validity;

/**
 * Reads a list whose rows name kinds of agencies as one by classes: each kind is a class, and each
 * row allows all items, without consent and without delegation, as it always did. Such rows have no
 * ids of their own; they are numbered in an order that is the same wherever the list is read.
 */
public final class KindsAsClasses {

  private static final Comparator<Permission> ORDER =
      Comparator.comparing(Permission::inquirer)
          .thenComparing(Permission::provider)
          .thenComparing(Permission::purpose)
          .thenComparing(row -> row.affair().value())
          .thenComparing(row -> row.procedure().value())
          .thenComparing(row -> row.information().value())
          .thenComparing(Permission::validFrom)
          .thenComparing(Permission::validTo);

  private KindsAsClasses() {}

  /** The same list by classes. */
  public static ClassedPermissionList of(PermissionList list) {
    List<Permission> rows = list.rows().stream().distinct().sorted(ORDER).toList();
    return new ClassedPermissionList(
        list.version(),
        new Validity(Optional.of(list.validFrom()), Optional.of(list.validTo())),
        kinds(rows).stream().map(KindsAsClasses::ofKind).toList(),
        IntStream.range(0, rows.size()).mapToObj(place -> row(place, rows.get(place))).toList());
  }

  private static Set<AgencyKind> kinds(List<Permission> rows) {
    Set<AgencyKind> kinds = EnumSet.noneOf(AgencyKind.class);
    rows.stream().flatMap(row -> Stream.of(row.inquirer(), row.provider())).forEach(kinds::add);
    return kinds;
  }

  private static BodyClass ofKind(AgencyKind kind) {
    return new BodyClass(
        id(kind), kind.name(), kind.name(), Set.of(new BodyClass.Member.OfKind(kind)));
  }

  private static BodyClassId id(AgencyKind kind) {
    return new BodyClassId("KIND-" + kind.name().replace('_', '-'));
  }

  private static PermissionRow row(int place, Permission row) {
    return new PermissionRow(
        new PermissionRowId("KINDS-%06d".formatted(place + 1)),
        id(row.inquirer()),
        id(row.provider()),
        row.purpose(),
        new Matter(row.affair(), row.procedure(), row.information(), new ItemChoice.All()),
        new PermissionRow.Terms(
            "",
            new ConsentRule.NotNeeded(),
            DelegationRule.NONE,
            new Validity(Optional.of(row.validFrom()), Optional.of(row.validTo()))));
  }
}
