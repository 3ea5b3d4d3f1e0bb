package renkei.codebook.postgres;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import renkei.codebook.AffairCode;
import renkei.codebook.InformationCode;
import renkei.codebook.ProcedureCode;
import renkei.codebook.Purpose;
import renkei.codebook.database.NamedSql;
import renkei.codebook.database.SqlArray;
import renkei.codebook.directory.AgencyKind;
import renkei.codebook.permission.ListReceived;
import renkei.codebook.permission.Permission;
import renkei.codebook.permission.PermissionList;
import renkei.codebook.permission.PermissionListState;
import renkei.codebook.permission.TwoOperators;

/**
 * The tables {@code permission_list}, {@code permission} and {@code withdrawn_list}: the permission
 * list, every version of it kept, and which of them two people took out of force.
 */
record PermissionRows(Handle handle) {

  /** A list delivered ahead of its first day lets the one before it stand until then. */
  private static final NamedSql IN_FORCE =
      NamedSql.of(
          """
          SELECT version, valid_from, valid_to, max(version) OVER () AS newest
          FROM permission_list
          WHERE version NOT IN (SELECT version FROM withdrawn_list)
          ORDER BY valid_from <= :today DESC, version DESC LIMIT 1
          """);

  private static final NamedSql INSERT_LIST =
      NamedSql.of(
          """
          INSERT INTO permission_list (version, valid_from, valid_to, digest)
          VALUES (:version, :from, :to, :digest)
          """);

  /** One list after the other, whoever delivers it. */
  private static final NamedSql LOCK =
      NamedSql.of("SELECT pg_advisory_xact_lock(hashtext('permission_list'))");

  private static final NamedSql SAME_OR_NEWER =
      NamedSql.of(
          """
          SELECT version, digest, version IN (SELECT version FROM withdrawn_list) AS withdrawn
          FROM permission_list
          WHERE version = :version
            OR version > :version AND version NOT IN (SELECT version FROM withdrawn_list)
          ORDER BY version DESC LIMIT 1
          """);

  private static final NamedSql WITHDRAW =
      NamedSql.of(
          """
          INSERT INTO withdrawn_list (version, first_operator, second_operator, why, at)
          SELECT version, :first, :second, :why, :now FROM permission_list WHERE version = :version
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
  Optional<PermissionListState> inForce(LocalDate today) {
    return IN_FORCE
        .on(handle)
        .bind("today", today)
        .findOne(
            row ->
                new PermissionListState(
                    row.getLong(1), date(row, 2), date(row, 3), row.getLong(4)));
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

  /** Keeps a list that is newer than all before it. */
  ListReceived insert(PermissionList list) {
    boolean _ = LOCK.on(handle).one(_ -> true);
    byte[] digest = digest(list);
    return SAME_OR_NEWER
        .on(handle)
        .bind("version", list.version())
        .findOne(row -> received(list, digest, row))
        .orElseGet(
            () -> {
              insert(list, digest);
              return ListReceived.TAKEN;
            });
  }

  private ListReceived received(PermissionList list, byte[] digest, ResultSet row)
      throws SQLException {
    if (row.getLong("version") != list.version() || row.getBoolean("withdrawn")) {
      return ListReceived.NOT_NEWER;
    }
    byte[] kept = row.getBytes("digest");
    return Arrays.equals(digest, kept == null ? digest(read(list.version())) : kept)
        ? ListReceived.REPEATED
        : ListReceived.CONTRADICTORY;
  }

  private void insert(PermissionList list, byte[] digest) {
    int _ =
        INSERT_LIST
            .on(handle)
            .bind("version", list.version())
            .bind("from", list.validFrom())
            .bind("to", list.validTo())
            .bind("digest", digest)
            .update();
    insertRows(list);
  }

  /** Whatever the order of its rows: it decides nothing. */
  private static byte[] digest(PermissionList list) {
    String text =
        list.rows().stream()
            .map(
                row ->
                    Stream.of(
                            row.inquirer(),
                            row.provider(),
                            row.purpose(),
                            row.affair().value(),
                            row.procedure().value(),
                            row.information().value(),
                            row.validFrom(),
                            row.validTo())
                        .map(Object::toString)
                        .collect(Collectors.joining(" ")))
            .sorted()
            .collect(Collectors.joining("\n", list.validFrom() + " " + list.validTo() + "\n", ""));
    return sha256(text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] sha256(byte[] text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Takes a list out of force; false if there is none, or it was taken out before. */
  boolean withdraw(long version, TwoOperators operators, String why, Instant now) {
    return WITHDRAW
            .on(handle)
            .bind("version", version)
            .bind("first", operators.first())
            .bind("second", operators.second())
            .bind("why", why)
            .bind("now", now)
            .update()
        > 0;
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
