package renkei.tenantstore.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import renkei.codebook.Edition;
import renkei.codebook.InformationCode;
import renkei.codebook.database.NamedSql;
import renkei.tenantstore.layout.ShelvedLayout.Standing;

/** The table {@code layout_edition}: the editions of the layouts, as they were signed. */
record LayoutRows(Handle handle) {

  /** One file after the other, of one information code. */
  private static final NamedSql LOCK =
      NamedSql.of(
          "SELECT pg_advisory_xact_lock(hashtext('layout_edition'), hashtext(:information))");

  private static final String COLUMNS =
      """
      SELECT information, edition, digest, answers_at, taken_at,
        CASE WHEN withdrawn_at IS NOT NULL THEN 'WITHDRAWN'
             WHEN answers_at > now() THEN 'WAITING'
             WHEN edition < max(edition) FILTER (WHERE withdrawn_at IS NULL AND answers_at <= now())
               OVER (PARTITION BY information) THEN 'FOLLOWED'
             ELSE 'IN_FORCE' END AS standing
      FROM layout_edition
      """;

  private static final NamedSql ALL = NamedSql.of(COLUMNS + "ORDER BY information, edition");

  private static final NamedSql OF_INFORMATION =
      NamedSql.of(COLUMNS + "WHERE information = :information ORDER BY edition");

  private static final NamedSql FILE =
      NamedSql.of(
          "SELECT file FROM layout_edition WHERE information = :information AND edition = :edition");

  private static final NamedSql INSERT =
      NamedSql.of(
          """
          INSERT INTO layout_edition
            (information, edition, answers_at, named_until, file, digest, taken_at)
          VALUES (:information, :edition, :answersAt, :namedUntil, :file, :digest, now())
          """);

  private static final NamedSql IS_OVER = NamedSql.of("SELECT :at <= now()");

  private static final NamedSql ACTIVATE =
      NamedSql.of(
          """
          UPDATE layout_edition SET answers_at = :at
          WHERE information = :information AND edition = :edition
          """);

  private static final NamedSql WITHDRAW =
      NamedSql.of(
          """
          UPDATE layout_edition SET withdrawn_at = now()
          WHERE information = :information AND edition = :edition
          """);

  /** The part of a statement that says which edition is in force; NULL if none is. */
  static String inForce(String information) {
    return """
    (SELECT max(edition) FROM layout_edition
      WHERE information = %s AND withdrawn_at IS NULL AND answers_at <= now())"""
        .formatted(information);
  }

  /** The part of a statement that says whether an inquirer can name an edition. */
  static String lives(String information, String edition) {
    return """
    EXISTS (SELECT FROM layout_edition WHERE information = %s AND edition = %s
      AND withdrawn_at IS NULL AND answers_at <= now()
      AND (named_until IS NULL OR named_until > now()))"""
        .formatted(information, edition);
  }

  /** One edition, without its file. */
  @SuppressWarnings("ArrayRecordComponent")
  record Row(
      InformationCode information,
      Edition edition,
      byte[] digest,
      Instant answersAt,
      Instant takenAt,
      Standing standing) {}

  /** What is inserted. */
  @SuppressWarnings("ArrayRecordComponent")
  record New(
      InformationCode information,
      Edition edition,
      Instant answersAt,
      @Nullable Instant namedUntil,
      byte[] file,
      byte[] digest) {}

  /** Holds others off from one information code until the transaction ends. */
  void lock(InformationCode information) {
    boolean _ = LOCK.on(handle).bind("information", information.value()).one(_ -> true);
  }

  List<Row> all() {
    return ALL.on(handle).list(LayoutRows::row);
  }

  /** The editions of one information code, the oldest first. */
  List<Row> of(InformationCode information) {
    return OF_INFORMATION.on(handle).bind("information", information.value()).list(LayoutRows::row);
  }

  Optional<byte[]> file(InformationCode information, Edition edition) {
    return FILE.on(handle)
        .bind("information", information.value())
        .bind("edition", edition.value())
        .findOne(row -> row.getBytes(1));
  }

  void insert(New row) {
    int _ =
        INSERT
            .on(handle)
            .bind("information", row.information().value())
            .bind("edition", row.edition().value())
            .bind("answersAt", row.answersAt())
            .bind("namedUntil", row.namedUntil())
            .bind("file", row.file())
            .bind("digest", row.digest())
            .update();
  }

  /** Whether a time is over, by the database's clock. */
  boolean isOver(Instant at) {
    return IS_OVER.on(handle).bind("at", at).one(row -> row.getBoolean(1));
  }

  void activate(InformationCode information, Edition edition, Instant at) {
    int _ =
        ACTIVATE
            .on(handle)
            .bind("information", information.value())
            .bind("edition", edition.value())
            .bind("at", at)
            .update();
  }

  void withdraw(InformationCode information, Edition edition) {
    int _ =
        WITHDRAW
            .on(handle)
            .bind("information", information.value())
            .bind("edition", edition.value())
            .update();
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        new InformationCode(row.getString("information")),
        new Edition(row.getString("edition")),
        row.getBytes("digest"),
        row.getTimestamp("answers_at").toInstant(),
        row.getTimestamp("taken_at").toInstant(),
        Standing.valueOf(row.getString("standing")));
  }
}
