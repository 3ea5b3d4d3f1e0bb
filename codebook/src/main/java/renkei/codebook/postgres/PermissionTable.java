package renkei.codebook.postgres;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import renkei.codebook.AffairCode;
import renkei.codebook.InformationCode;
import renkei.codebook.ProcedureCode;
import renkei.codebook.Purpose;
import renkei.codebook.directory.AgencyKind;
import renkei.codebook.permission.Permission;
import renkei.codebook.permission.PermissionDecision;
import renkei.codebook.permission.PermissionList;

/**
 * A permission list cut into one short list for each procedure, so that deciding reads few rows.
 */
final class PermissionTable {

  private final PermissionList list;
  private final PermissionList nothing;
  private final Map<ProcedureCode, PermissionList> byProcedure;

  PermissionTable(PermissionList list) {
    this.list = list;
    this.nothing = withRows(list, List.of());
    this.byProcedure =
        list.rows().stream()
            .collect(
                Collectors.groupingBy(
                    Permission::procedure,
                    Collectors.collectingAndThen(
                        Collectors.toList(), rows -> withRows(list, rows))));
  }

  private static PermissionList withRows(PermissionList list, List<Permission> rows) {
    return new PermissionList(list.version(), list.validFrom(), list.validTo(), rows);
  }

  /** The whole, in the order in which it came. */
  PermissionList list() {
    return list;
  }

  long version() {
    return nothing.version();
  }

  /** A procedure belongs to one affair; should a list name two, its first row counts. */
  Optional<AffairCode> affairOf(ProcedureCode procedure) {
    return byProcedure.getOrDefault(procedure, nothing).rows().stream()
        .findFirst()
        .map(Permission::affair);
  }

  PermissionDecision allow(
      AgencyKind inquirer,
      AgencyKind provider,
      Purpose purpose,
      AffairCode affair,
      ProcedureCode procedure,
      InformationCode information,
      LocalDate today) {
    return byProcedure
        .getOrDefault(procedure, nothing)
        .allow(inquirer, provider, purpose, affair, procedure, information, today);
  }
}
