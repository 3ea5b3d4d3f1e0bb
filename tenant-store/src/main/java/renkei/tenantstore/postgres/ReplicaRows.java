package renkei.tenantstore.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import renkei.codebook.Edition;
import renkei.codebook.InformationCode;
import renkei.codebook.database.BlindIndex;
import renkei.codebook.database.NamedSql;
import renkei.codebook.database.SealedColumns;
import renkei.codebook.database.SqlArray;
import renkei.tenantstore.replica.Replica;

/** The table {@code replica}: one record of one person each. */
record ReplicaRows(Handle handle) {

  private static final NamedSql UPSERT =
      NamedSql.of(
          """
          INSERT INTO replica AS kept
            (addressee_index, information, edition, as_of, version, content_index, content_box)
          SELECT a, :information, :edition, b, 1, c, nullif(d, '')
          FROM unnest(:people, :days, :contentIndexes, :contents) AS u (a, b, c, d)
          ON CONFLICT (tenant, addressee_index, information, edition) DO UPDATE
          SET as_of = excluded.as_of, version = kept.version + 1,
            content_index = excluded.content_index, content_box = excluded.content_box,
            unreadable = false
          WHERE kept.as_of < excluded.as_of
            OR (kept.as_of = excluded.as_of
              AND (kept.unreadable OR kept.content_index <> excluded.content_index))
          RETURNING addressee_index
          """);

  private static final NamedSql NEWER =
      NamedSql.of(
          """
          SELECT kept.addressee_index
          FROM replica AS kept
            JOIN unnest(:people, :days) AS u (a, b) ON kept.addressee_index = u.a
          WHERE information = :information AND edition = :edition AND kept.as_of > u.b
          """);

  private static final NamedSql MARK_UNREADABLE =
      NamedSql.of(
          """
          INSERT INTO replica AS kept
            (addressee_index, information, edition, as_of, version, content_index, unreadable)
          SELECT a, :information, :edition, '-infinity', 0, '', true FROM unnest(:people) AS u (a)
          ON CONFLICT (tenant, addressee_index, information, edition) DO UPDATE
          SET unreadable = true WHERE kept.content_box IS NULL
          """);

  private static final NamedSql FIND =
      NamedSql.of(
          """
          SELECT edition, as_of, version, content_box FROM replica
          WHERE addressee_index = :person AND information = :information AND edition = :edition
          """);

  /**
   * What is to stand for some people, an array for each column; an empty content for nothing.
   *
   * @param people in the order of their indexes, so that none locks another out
   */
  record Batch(SqlArray people, SqlArray days, SqlArray contentIndexes, SqlArray contents) {}

  /**
   * The part of a statement that selects the row of the newest edition, with the columns edition,
   * as_of, version, content_box and unreadable.
   */
  static String newest(String person, String information) {
    return """
    SELECT edition, as_of, version, content_box, unreadable FROM replica
    WHERE addressee_index = %s AND information = %s ORDER BY edition DESC LIMIT 1"""
        .formatted(person, information);
  }

  /**
   * Reads the columns edition, as_of, version and content_box, which come first in that order;
   * empty if there is no row, or one without content.
   */
  static Optional<Replica> replica(
      ResultSet row, SealedColumns columns, BlindIndex person, InformationCode information)
      throws SQLException {
    byte[] sealed = row.getBytes(4);
    if (sealed == null) {
      return Optional.empty();
    }
    Edition edition = new Edition(row.getString(1));
    LocalDate asOf = row.getObject(2, LocalDate.class);
    return Optional.of(
        new Replica(
            information,
            edition,
            asOf,
            row.getLong(3),
            new SealedReplica(columns, person, information, edition).open(asOf, sealed)));
  }

  Optional<Replica> find(
      SealedColumns columns, BlindIndex person, InformationCode information, Edition edition) {
    return of(FIND, information, edition)
        .bind("person", person.bytes())
        .findOne(row -> replica(row, columns, person, information))
        .flatMap(found -> found);
  }

  /** Returns of whom it stands now; of the others it stood already, or something newer does. */
  Set<BlindIndex> put(InformationCode information, Edition edition, Batch batch) {
    return people(
        of(UPSERT, information, edition)
            .bind("people", batch.people())
            .bind("days", batch.days())
            .bind("contentIndexes", batch.contentIndexes())
            .bind("contents", batch.contents()));
  }

  /** Of whom something newer stands. {@link #put} has locked their rows. */
  Set<BlindIndex> newer(InformationCode information, Edition edition, Batch batch) {
    return people(
        of(NEWER, information, edition).bind("people", batch.people()).bind("days", batch.days()));
  }

  private static Set<BlindIndex> people(NamedSql.Run query) {
    return Set.copyOf(query.list(row -> BlindIndex.of(row.getBytes(1))));
  }

  void markUnreadable(InformationCode information, Edition edition, SqlArray people) {
    int _ = of(MARK_UNREADABLE, information, edition).bind("people", people).update();
  }

  private NamedSql.Run of(NamedSql statement, InformationCode information, Edition edition) {
    return statement
        .on(handle)
        .bind("information", information.value())
        .bind("edition", edition.value());
  }
}
