package renkei.codebook.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import renkei.codebook.AffairCode;
import renkei.codebook.AgencyKind;
import renkei.codebook.InformationCode;
import renkei.codebook.Permission;
import renkei.codebook.PermissionList;
import renkei.codebook.ProcedureCode;
import renkei.codebook.Purpose;
import renkei.codebook.database.NamedSql;
import renkei.codebook.database.SqlArray;

/**
 * The tables {@code permission_list} and {@code permission}: the permission list, every version of
 * it kept.
 */
record PermissionRows(Handle handle) {

  /** A list delivered ahead of its first day lets the one before it stand until then. */
  private static final NamedSql IN_FORCE =
      NamedSql.of(
          """
          SELECT version FROM permission_list
          ORDER BY valid_from <= :today DESC, version DESC LIMIT 1
          """);

  private static final NamedSql INSERT_LIST =
      NamedSql.of(
          """
          INSERT INTO permission_list (version, valid_from, valid_to)
          SELECT :version, :from, :to
          WHERE NOT EXISTS (SELECT FROM permission_list WHERE version >= :version)
          ON CONFLICT DO NOTHING
          """);

  private static final NamedSql INSERT_ROWS =
      NamedSql.of(
          """
          INSERT INTO permission (version, inquirer, provider, purpose, affair, procedure,
            information, valid_from, valid_to)
          SELECT :version, u.* FROM unnest(:inquirers, :providers, :purposes, :affairs, :procedures,
            :informations, :firsts, :lasts) AS u
          """);

  private static final NamedSql LIST =
      NamedSql.of("SELECT valid_from, valid_to FROM permission_list WHERE version = :version");

  private static final NamedSql ROWS =
      NamedSql.of(
          """
          SELECT inquirer, provider, purpose, affair, procedure, information, valid_from, valid_to
          FROM permission WHERE version = :version
          """);

  private record Validity(LocalDate from, LocalDate to) {}

  /**
   * The newest version that has begun by {@code today}, or the newest if none has; empty if no list
   * ever arrived. One that has begun and ended stays in force and allows nothing: what came before
   * it was replaced.
   */
  OptionalLong inForce(LocalDate today) {
    return IN_FORCE
        .on(handle)
        .bind("today", today)
        .findOne(row -> OptionalLong.of(row.getLong(1)))
        .orElse(OptionalLong.empty());
  }

  PermissionList read(long version) {
    Validity validity =
        LIST.on(handle)
            .bind("version", version)
            .one(row -> new Validity(date(row, 1), date(row, 2)));
    List<Permission> rows =
        ROWS.on(handle).bind("version", version).list(PermissionRows::permission);
    return new PermissionList(version, validity.from(), validity.to(), rows);
  }

  void insert(PermissionList list) {
    int inserted =
        INSERT_LIST
            .on(handle)
            .bind("version", list.version())
            .bind("from", list.validFrom())
            .bind("to", list.validTo())
            .update();
    if (inserted > 0) {
      insertRows(list);
    }
  }

  private void insertRows(PermissionList list) {
    List<Permission> rows = list.rows();
    INSERT_ROWS
        .on(handle)
        .bind("version", list.version())
        .bind("inquirers", SqlArray.texts(rows, row -> row.inquirer().name()))
        .bind("providers", SqlArray.texts(rows, row -> row.provider().name()))
        .bind("purposes", SqlArray.texts(rows, row -> row.purpose().name()))
        .bind("affairs", SqlArray.texts(rows, row -> row.affair().value()))
        .bind("procedures", SqlArray.texts(rows, row -> row.procedure().value()))
        .bind("informations", SqlArray.texts(rows, row -> row.information().value()))
        .bind("firsts", SqlArray.dates(rows, Permission::validFrom))
        .bind("lasts", SqlArray.dates(rows, Permission::validTo))
        .update();
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
