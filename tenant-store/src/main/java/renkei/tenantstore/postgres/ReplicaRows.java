package renkei.tenantstore.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import renkei.codebook.Edition;
import renkei.codebook.InformationCode;
import renkei.codebook.database.BlindIndex;
import renkei.codebook.database.NamedSql;
import renkei.codebook.database.SqlArray;
import renkei.tenantstore.load.DifferenceReport;
import renkei.tenantstore.load.Load;
import renkei.tenantstore.load.ReplicaSink;
import renkei.tenantstore.load.Touched;
import renkei.tenantstore.replica.EditionChoice;
import renkei.tenantstore.replica.Registered;

/**
 * The table {@code replica_record}: one row for each state of a record, as a load brought it. What
 * they say together is for {@link renkei.tenantstore.replica.EditionChoice}.
 */
record ReplicaRows(Handle handle, InformationCode information, Edition edition) {

  private static final Touched CHANGED = new Touched(1, 0, 0);
  private static final Touched RENAMED = new Touched(1, 1, 0);
  private static final Touched ENDED = new Touched(0, 0, 1);

  /** How many rows of a load that was given up go in one transaction. */
  static final int SWEPT_AT_ONCE = 10_000;

  /**
   * Each line beside what stands of its record, in the load itself or before it. One that changes
   * nothing is written only where it must be known that it was named: because the load ends what it
   * does not name, or, of the same content and sequence, because a mark waits for a good line.
   */
  private static final NamedSql COMMIT =
      NamedSql.of(
          """
          WITH known AS (
            SELECT line.*, stands.*,
              coalesce(line.sequence = stood AND line.content_index = stood_content, false) AS same,
              coalesce(line.sequence = stood AND stood_kind = 'D' AND stood_correction > 0
                AND line.kind = 'R', false) AS returns
            FROM unnest(:lines, :people, :keys, :sequences, :kinds, :days, :froms, :tos,
                :contentIndexes, :contents, :likenesses)
              AS line (line, person, key, sequence, kind, as_of, valid_from, valid_to,
                content_index, content_box, likeness)
              LEFT JOIN LATERAL (
                SELECT sequence AS stood, correction AS stood_correction, kind AS stood_kind,
                  version AS stood_version, content_index AS stood_content, line AS stood_line,
                  likeness AS stood_likeness, load_no = :load AS own
                FROM replica_record AS r
                WHERE addressee_index = line.person AND information = :information
                  AND edition = :edition AND key_index = line.key AND kind IN ('R', 'D')
                  AND (load_no = :load OR %1$s)
                ORDER BY sequence DESC, correction DESC, load_no DESC LIMIT 1) AS stands ON true),
          fresh AS (
            INSERT INTO replica_record (addressee_index, information, edition, key_index, sequence,
              correction, load_no, line, kind, as_of, valid_from, valid_to, version, content_index,
              content_box, likeness)
            SELECT person, :information, :edition, key, sequence,
              CASE WHEN returns OR same THEN stood_correction + returns::integer ELSE 0 END, :load,
              line, CASE WHEN same OR sequence < stood THEN 'S' ELSE kind END, as_of, valid_from, valid_to,
              CASE WHEN content_index = stood_content THEN stood_version
                ELSE coalesce(stood_version, 0) + 1 END,
              CASE WHEN sequence < stood THEN '' ELSE content_index END,
              CASE WHEN NOT same AND (stood IS NULL OR sequence >= stood)
                THEN nullif(content_box, '') END, likeness
            FROM known
            WHERE stood IS NULL OR sequence > stood OR returns
              OR (sequence < stood AND NOT own AND :namesAll)
              OR (same AND NOT own AND (:namesAll OR EXISTS (
                SELECT FROM replica_record AS mark
                WHERE mark.addressee_index = known.person AND mark.information = :information
                  AND mark.edition = :edition AND mark.kind = 'U')))
            ON CONFLICT DO NOTHING)
          SELECT line, CASE
              WHEN stood IS NULL OR sequence > stood OR returns THEN 'APPLIED'
              WHEN same THEN 'UNCHANGED'
              WHEN sequence < stood THEN 'OVERTAKEN'
              WHEN own THEN 'REPEATED'
              ELSE 'SEQUENCE_REUSED' END,
            CASE WHEN own THEN stood_line ELSE 0 END,
            CASE WHEN own OR stood_kind IS DISTINCT FROM 'R' OR sequence <= stood THEN ''
              WHEN kind = 'D' THEN 'D'
              WHEN stood_likeness = '' OR substr(likeness, 1, 8) = substr(stood_likeness, 1, 8)
                THEN CASE WHEN likeness <> stood_likeness THEN 'C' ELSE '' END
              ELSE 'N' END
          FROM known
          """
              .formatted(LoadRows.counts("load_no")));

  private static final NamedSql MARK =
      NamedSql.of(
          """
          INSERT INTO replica_record (addressee_index, information, edition, key_index, sequence,
            correction, load_no, line, kind, valid_from, valid_to, version, content_index)
          SELECT person, :information, :edition, key, -1, 0, :load, 0, 'U', valid_from, valid_to, 0,
            ''
          FROM unnest(:people, :keys, :froms, :tos) AS mark (person, key, valid_from, valid_to)
          ON CONFLICT DO NOTHING
          """);

  /** A good line ends what is not known of its record, and of the person. */
  private static final NamedSql END_MARKS =
      NamedSql.of(
          """
          DELETE FROM replica_record AS mark
          WHERE information = :information AND edition = :edition AND kind = 'U'
            AND load_no <> :load AND %s
            AND EXISTS (
              SELECT FROM replica_record AS named
              WHERE named.addressee_index = mark.addressee_index
                AND named.information = :information AND named.edition = :edition
                AND named.load_no = :load AND named.line > 0
                AND (named.kind IN ('R', 'D') OR named.content_index <> '')
                AND (mark.key_index IN ('\\x00', named.key_index)))
          """
              .formatted(LoadRows.counts("load_no")));

  /**
   * Ends the records that a full load does not name, of the days that it covers: those of its
   * edition, and those of the edition before it of people of whom its own has nothing.
   */
  private static final NamedSql END_MISSING =
      NamedSql.of(
          """
          INSERT INTO replica_record (addressee_index, information, edition, key_index, sequence,
            correction, load_no, line, kind, as_of, valid_from, valid_to, version, content_index)
          SELECT addressee_index, :information, :edition, key_index, sequence, correction + 1, :load,
            0, 'D', (now() AT TIME ZONE 'Asia/Tokyo')::date, valid_from, valid_to, version + 1, ''
          FROM (
            SELECT DISTINCT ON (addressee_index, edition, key_index) r.*
            FROM replica_record AS r
            WHERE information = :information AND edition IN (:edition, :earlier)
              AND kind IN ('R', 'D') AND load_no <> :load AND %s
            ORDER BY addressee_index, edition, key_index, sequence DESC, correction DESC,
              load_no DESC) AS stands
          WHERE kind = 'R'
            AND (:coversFrom::date IS NULL OR daterange(valid_from, valid_to, '[]')
              && daterange(:coversFrom::date, :coversTo::date, '[]'))
            AND NOT EXISTS (
              SELECT FROM replica_record AS own
              WHERE own.addressee_index = stands.addressee_index AND own.information = :information
                AND own.edition = :edition
                AND ((own.load_no = :load AND own.key_index IN ('\\x00', stands.key_index))
                  OR (stands.edition <> :edition AND (own.load_no = :load OR %s))))
          ON CONFLICT DO NOTHING
          """
              .formatted(LoadRows.counts("load_no"), LoadRows.counts("own.load_no")));

  /**
   * Looks once more at what other loads have brought since each line was written: what they
   * overtook goes, and says so; of the rest the versions go on from theirs.
   */
  private static final NamedSql SETTLE =
      NamedSql.of(
          """
          WITH since AS (
            SELECT DISTINCT addressee_index, key_index FROM replica_record
            WHERE information = :information AND edition = :edition AND kind IN ('R', 'D')
              AND load_no = ANY (ARRAY(%s))),
          mine AS (
            SELECT r.*, theirs.*,
              (stood, stood_correction) > (r.sequence, r.correction::integer) AS is_overtaken,
              r.content_index = stood_content AS same
            FROM replica_record AS r
              JOIN since USING (addressee_index, key_index)
              JOIN LATERAL (
                SELECT sequence AS stood, correction::integer AS stood_correction,
                  version AS stood_version, content_index AS stood_content
                FROM replica_record AS other
                WHERE other.addressee_index = r.addressee_index
                  AND other.information = :information AND other.edition = :edition
                  AND other.key_index = r.key_index AND other.kind IN ('R', 'D')
                  AND other.load_no <> :load AND %s
                ORDER BY sequence DESC, correction DESC, load_no DESC LIMIT 1) AS theirs ON true
            WHERE r.load_no = :load AND r.kind IN ('R', 'D')
              AND NOT EXISTS (
                SELECT FROM replica_record AS later
                WHERE later.addressee_index = r.addressee_index
                  AND later.information = :information AND later.edition = :edition
                  AND later.key_index = r.key_index AND later.load_no = :load
                  AND later.kind IN ('R', 'D') AND later.sequence > r.sequence)),
          lost AS (
            SELECT * FROM mine WHERE is_overtaken OR (sequence, correction) = (stood, stood_correction)),
          gone AS (
            DELETE FROM replica_record AS r USING lost
            WHERE r.load_no = :load AND r.addressee_index = lost.addressee_index
              AND r.information = :information AND r.edition = :edition
              AND r.key_index = lost.key_index),
          newer AS (
            UPDATE replica_record AS r SET version = stood_version + 1 FROM mine
            WHERE NOT mine.is_overtaken AND (mine.sequence, mine.correction) <> (stood, stood_correction)
              AND r.load_no = :load AND r.addressee_index = mine.addressee_index
              AND r.information = :information AND r.edition = :edition
              AND r.key_index = mine.key_index AND r.sequence = mine.sequence
              AND r.version <= stood_version AND NOT mine.same),
          marks AS (
            INSERT INTO replica_record (addressee_index, information, edition, key_index, sequence,
              correction, load_no, line, kind, valid_from, valid_to, version, content_index)
            SELECT addressee_index, :information, :edition, key_index, -1, 0, :load, 0, 'U',
              valid_from, valid_to, 0, ''
            FROM lost WHERE NOT is_overtaken AND NOT same
            ON CONFLICT DO NOTHING)
          SELECT line, CASE WHEN is_overtaken THEN 'OVERTAKEN' WHEN same THEN 'UNCHANGED'
            ELSE 'SEQUENCE_REUSED' END
          FROM lost WHERE line > 0
          """
              .formatted(LoadRows.RELEASED_SINCE, LoadRows.counts("other.load_no")));

  private static final NamedSql MISSING =
      NamedSql.of(
          """
          SELECT count(*) FROM replica_record
          WHERE load_no = :load AND information = :information AND edition = :edition
            AND kind = 'D' AND line = 0
          """);

  /** What stands in an edition apart from a load, by record. */
  private static final String STANDING =
      """
      SELECT DISTINCT ON (addressee_index, key_index) addressee_index, key_index, kind
      FROM replica_record
      WHERE information = :information AND edition = :standing AND kind IN ('R', 'D')
        AND load_no <> :load AND %s
      ORDER BY addressee_index, key_index, sequence DESC, correction DESC, load_no DESC
      """
          .formatted(LoadRows.counts("load_no"));

  private static final NamedSql COUNT_STANDING =
      NamedSql.of(
          """
          SELECT count(*) FROM (
            SELECT FROM (%s) AS stands WHERE kind = 'R' LIMIT :enough) AS counted
          """
              .formatted(STANDING));

  /** People by how many records they have in the load and before it. */
  private static final NamedSql DIFFERENCE =
      NamedSql.of(
          """
          WITH mine AS (
            SELECT addressee_index, count(DISTINCT key_index) AS records FROM replica_record
            WHERE load_no = :load AND information = :information AND edition = :edition
              AND kind IN ('R', 'S')
            GROUP BY addressee_index),
          before AS (
            SELECT addressee_index, count(*) AS records FROM (%s) AS stands
            WHERE kind = 'R' GROUP BY addressee_index)
          SELECT count(*) FILTER (WHERE before.records IS NULL),
            count(*) FILTER (WHERE mine.records IS NULL),
            count(*) FILTER (WHERE mine.records = before.records),
            count(*) FILTER (WHERE mine.records < before.records),
            count(*) FILTER (WHERE mine.records > before.records)
          FROM mine FULL JOIN before USING (addressee_index)
          """
              .formatted(STANDING));

  private static final String COLUMNS =
      """
      r.edition, r.key_index, r.sequence, r.correction, r.load_no, r.kind, r.as_of, r.valid_from,
      r.valid_to, r.version""";

  /** What stands of a person in one edition, by key, with where it came from. */
  private static final NamedSql READ_BACK =
      NamedSql.of(
          """
          SELECT %s, r.content_box, origin.batch, origin.system, origin.source_version
          FROM (
            SELECT DISTINCT ON (key_index) * FROM replica_record
            WHERE addressee_index = :person AND information = :information AND edition = :edition
              AND kind IN ('R', 'D') AND %s
            ORDER BY key_index, sequence DESC, correction DESC, load_no DESC) AS r
            LEFT JOIN LATERAL (%s) AS origin ON true
          WHERE r.kind = 'R' ORDER BY r.valid_from NULLS FIRST, r.key_index
          """
              .formatted(COLUMNS, LoadRows.counts("load_no"), LoadRows.origin("r.load_no")));

  private static final NamedSql SWEEP =
      NamedSql.of(
          """
          DELETE FROM replica_record WHERE ctid = ANY (ARRAY(
            SELECT ctid FROM replica_record WHERE load_no = ANY (:loads) LIMIT %d))
          """
              .formatted(SWEPT_AT_ONCE));

  private static final NamedSql BARE =
      NamedSql.of(
          """
          SELECT content_box FROM replica_record
          WHERE addressee_index = :person AND information = :information
          """);

  /**
   * The part of a statement that selects all rows of a person that count, in all editions, with the
   * columns that {@link #row} reads; contents only of what is valid at some time between two days.
   */
  static String all(String person, String information, String first, String last) {
    return """
    SELECT %s, CASE WHEN %s IS NULL OR (coalesce(r.valid_from, '-infinity') <= %s
        AND coalesce(r.valid_to, 'infinity') >= %s) THEN r.content_box END AS content_box
    FROM replica_record AS r
    WHERE r.addressee_index = %s AND r.information = %s AND r.kind <> 'S' AND %s"""
        .formatted(COLUMNS, first, last, first, person, information, LoadRows.counts("r.load_no"));
  }

  /**
   * What is sealed in a row, and what is beside it.
   *
   * @param sealed empty unless the row is a record, and may be wanted
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Box(Optional<LocalDate> asOf, long version, Optional<byte[]> sealed) {}

  /** Reads the columns from this one on; empty if there is no row. */
  static Optional<EditionChoice.Row<Box>> row(ResultSet row, int first) throws SQLException {
    String edition = row.getString(first);
    if (edition == null) {
      return Optional.empty();
    }
    return Optional.of(
        new EditionChoice.Row<>(
            new Edition(edition),
            BlindIndex.of(row.getBytes(first + 1)),
            switch (row.getString(first + 5)) {
              case "R" -> EditionChoice.Kind.RECORD;
              case "D" -> EditionChoice.Kind.DELETED;
              default -> EditionChoice.Kind.UNREADABLE;
            },
            new EditionChoice.Order(
                row.getLong(first + 2), row.getInt(first + 3), row.getLong(first + 4)),
            day(row, first + 7),
            day(row, first + 8),
            new Box(
                day(row, first + 6),
                row.getLong(first + 9),
                Optional.ofNullable(row.getBytes(first + 10)))));
  }

  private static Optional<LocalDate> day(ResultSet row, int column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, LocalDate.class));
  }

  /** A record of a person, and where it came from. */
  record Found(EditionChoice.Row<Box> row, Registered.Origin origin) {}

  /** The records of a person in this edition, in the order of their first days. */
  List<Found> readBack(BlindIndex person) {
    return READ_BACK
        .on(handle)
        .bind("person", person.bytes())
        .bind("information", information.value())
        .bind("edition", edition.value())
        .list(
            row ->
                new Found(
                    row(row, 1).orElseThrow(),
                    new Registered.Origin(
                        row.getString(12), row.getString(13), row.getString(14))));
  }

  /**
   * Lines of one load, an array for each column, no record twice; an empty content for none.
   *
   * @param kinds R or D
   */
  record Batch(
      SqlArray lines,
      SqlArray people,
      SqlArray keys,
      SqlArray sequences,
      SqlArray kinds,
      SqlArray days,
      SqlArray froms,
      SqlArray tos,
      SqlArray contentIndexes,
      SqlArray contents,
      SqlArray likenesses) {}

  /** People of whom something is not known, an array for each column. */
  record Marks(SqlArray people, SqlArray keys, SqlArray froms, SqlArray tos) {}

  /** All rows of a person by their key, as they are kept; returns the bytes of their contents. */
  static long bare(Handle handle, BlindIndex person, InformationCode information) {
    return BARE
        .on(handle)
        .bind("person", person.bytes())
        .bind("information", information.value())
        .list(row -> row.getBytes(1))
        .stream()
        .mapToLong(box -> box == null ? 0 : box.length)
        .sum();
  }

  /** The statement that makes an empty table with the same columns, keys and indexes. */
  static String twin(String name) {
    return "CREATE TABLE " + name + " (LIKE replica_record INCLUDING ALL EXCLUDING IDENTITY)";
  }

  /** The statement that writes all rows, of whatever tenant, to a file of the server. */
  static String copyTo(String file) {
    return "COPY (SELECT * FROM replica_record) TO " + file + " (FORMAT binary)";
  }

  /** What became of a line. */
  record Committed(long line, ReplicaSink.Effect effect) {}

  /**
   * Writes lines.
   *
   * @param namesAll whether each record named must be known, changed or not
   */
  List<Committed> commit(long load, Batch batch, boolean namesAll) {
    return of(COMMIT, load)
        .bind("lines", batch.lines())
        .bind("people", batch.people())
        .bind("keys", batch.keys())
        .bind("sequences", batch.sequences())
        .bind("kinds", batch.kinds())
        .bind("days", batch.days())
        .bind("froms", batch.froms())
        .bind("tos", batch.tos())
        .bind("contentIndexes", batch.contentIndexes())
        .bind("contents", batch.contents())
        .bind("likenesses", batch.likenesses())
        .bind("namesAll", namesAll)
        .list(
            row ->
                new Committed(
                    row.getLong(1),
                    new ReplicaSink.Effect(
                        ReplicaSink.Kind.valueOf(row.getString(2)),
                        row.getLong(3),
                        touched(row.getString(4)))));
  }

  private static Touched touched(String what) {
    return switch (what) {
      case "D" -> ENDED;
      case "C" -> CHANGED;
      case "N" -> RENAMED;
      default -> Touched.NOTHING;
    };
  }

  void mark(long load, Marks marks) {
    int _ =
        of(MARK, load)
            .bind("people", marks.people())
            .bind("keys", marks.keys())
            .bind("froms", marks.froms())
            .bind("tos", marks.tos())
            .update();
  }

  void endMarks(long load) {
    int _ = of(END_MARKS, load).update();
  }

  /** Returns how many records were ended. */
  long endMissing(long load, Optional<Edition> earlier, Optional<Load.Covers> covers) {
    return of(END_MISSING, load)
        .bind("earlier", earlier.orElse(edition).value())
        .bind("coversFrom", covers.map(Load.Covers::first).map(LocalDate::toString).orElse(null))
        .bind("coversTo", covers.map(Load.Covers::last).map(LocalDate::toString).orElse(null))
        .update();
  }

  /** How many records a load ends because it does not name them. */
  long missing(long load) {
    return of(MISSING, load).one(row -> row.getLong(1));
  }

  /**
   * How many records stand apart from a load.
   *
   * @param enough more are not counted
   */
  long countStanding(long load, long enough) {
    return COUNT_STANDING
        .on(handle)
        .bind("information", information.value())
        .bind("standing", edition.value())
        .bind("load", load)
        .bind("enough", enough)
        .one(row -> row.getLong(1));
  }

  /** What a load would change of the people of an edition; of nobody if it is empty. */
  DifferenceReport difference(long load, Optional<Edition> now) {
    return of(DIFFERENCE, load)
        .bind("standing", now.map(Edition::value).orElse(""))
        .one(
            row ->
                new DifferenceReport(
                    now,
                    row.getLong(1),
                    row.getLong(2),
                    row.getLong(3),
                    row.getLong(4),
                    row.getLong(5)));
  }

  /** Returns which lines stand no more. */
  List<ReplicaSink.Late> settle(long load) {
    return of(SETTLE, load)
        .list(
            row ->
                new ReplicaSink.Late(row.getLong(1), ReplicaSink.Kind.valueOf(row.getString(2))));
  }

  /** Takes rows of these loads away; false if there may be more. */
  static boolean sweep(Handle handle, List<Long> loads) {
    return SWEEP.on(handle).bind("loads", SqlArray.longs(loads)).update() < SWEPT_AT_ONCE;
  }

  private NamedSql.Run of(NamedSql statement, long load) {
    return statement
        .on(handle)
        .bind("information", information.value())
        .bind("edition", edition.value())
        .bind("load", load);
  }
}
