package renkei.codebook.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.argument.Argument;
import renkei.codebook.AffairCode;
import renkei.codebook.AgencyKind;
import renkei.codebook.InformationCode;
import renkei.codebook.Permission;
import renkei.codebook.PermissionList;
import renkei.codebook.ProcedureCode;
import renkei.codebook.Purpose;
import renkei.codebook.database.Columns;

/** The permission list as rows; every version is kept. */
record PermissionRows(Handle handle) {

  /** A list delivered ahead of its first day lets the one before it stand until then. */
  private static final String IN_FORCE =
      """
      SELECT version FROM permission_list
      ORDER BY valid_from <= ? DESC, version DESC LIMIT 1
      """;

  private static final String INSERT_LIST =
      """
      INSERT INTO permission_list (version, valid_from, valid_to)
      SELECT ?, ?, ? WHERE NOT EXISTS (SELECT FROM permission_list WHERE version >= ?)
      ON CONFLICT DO NOTHING
      """;

  private static final String INSERT_ROWS =
      """
      INSERT INTO permission (version, inquirer, provider, purpose, affair, procedure, information,
        valid_from, valid_to)
      SELECT ?, u.* FROM unnest(?, ?, ?, ?, ?, ?, ?, ?) AS u
      """;

  private static final String LIST =
      "SELECT valid_from, valid_to FROM permission_list WHERE version = ?";

  private static final String ROWS =
      """
      SELECT inquirer, provider, purpose, affair, procedure, information, valid_from, valid_to
      FROM permission WHERE version = ?
      """;

  private record Validity(LocalDate from, LocalDate to) {}

  /**
   * The newest version that has begun by {@code today}, or the newest if none has; empty if no list
   * ever arrived. One that has begun and ended stays in force and allows nothing: what came before
   * it was replaced.
   */
  OptionalLong inForce(LocalDate today) {
    Optional<Long> version =
        handle.createQuery(IN_FORCE).bind(0, today).mapTo(Long.class).findOne();
    return version.map(OptionalLong::of).orElse(OptionalLong.empty());
  }

  PermissionList read(long version) {
    Validity validity =
        handle
            .createQuery(LIST)
            .bind(0, version)
            .map((row, _) -> new Validity(date(row, 1), date(row, 2)))
            .one();
    List<Permission> rows =
        handle.createQuery(ROWS).bind(0, version).map((row, _) -> permission(row)).list();
    return new PermissionList(version, validity.from(), validity.to(), rows);
  }

  void insert(PermissionList list) {
    int inserted =
        handle
            .createUpdate(INSERT_LIST)
            .bind(0, list.version())
            .bind(1, list.validFrom())
            .bind(2, list.validTo())
            .bind(3, list.version())
            .execute();
    if (inserted == 0) {
      return;
    }
    handle
        .createUpdate(INSERT_ROWS)
        .bind(0, list.version())
        .bind(1, column(list, row -> row.inquirer().name()))
        .bind(2, column(list, row -> row.provider().name()))
        .bind(3, column(list, row -> row.purpose().name()))
        .bind(4, column(list, row -> row.affair().value()))
        .bind(5, column(list, row -> row.procedure().value()))
        .bind(6, column(list, row -> row.information().value()))
        .bind(7, Columns.dates(list.rows().stream().map(Permission::validFrom).toList()))
        .bind(8, Columns.dates(list.rows().stream().map(Permission::validTo).toList()))
        .execute();
  }

  private static Argument column(PermissionList list, Function<Permission, String> value) {
    return Columns.texts(list.rows().stream().map(value).toList());
  }

  private static Permission permission(ResultSet row) throws SQLException {
    return new Permission(
        AgencyKind.valueOf(row.getString(1)),
        AgencyKind.valueOf(row.getString(2)),
        Purpose.valueOf(row.getString(3)),
        new AffairCode(row.getString(4)),
        new ProcedureCode(row.getString(5)),
        new InformationCode(row.getString(6)),
        date(row, 7),
        date(row, 8));
  }

  private static LocalDate date(ResultSet row, int column) throws SQLException {
    return row.getObject(column, LocalDate.class);
  }
}
