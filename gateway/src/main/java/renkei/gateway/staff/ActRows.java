package renkei.gateway.staff;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import renkei.codebook.database.NamedSql;

/** The table {@code act}: the acts of one place, each a leaf of the place's tree of acts. */
record ActRows(Handle handle) {

  private static final int PAGE = 500;

  /** Acts of one place come one after another: a number is given when its act is there. */
  private static final NamedSql LOCK =
      NamedSql.of("SELECT pg_advisory_xact_lock(hashtextextended('renkei acts ' || :place, 0))");

  private static final NamedSql NEXT =
      NamedSql.of("SELECT coalesce(max(act_index) + 1, 0) FROM act");

  private static final NamedSql INSERT =
      NamedSql.of(
          """
          INSERT INTO act (act_index, at, leaf_hash, text_box) VALUES (:index, :at, :hash, :box)
          """);

  private static final NamedSql FROM =
      NamedSql.of(
          """
          SELECT act_index, leaf_hash, text_box FROM act
          WHERE act_index >= :from AND act_index < :to ORDER BY act_index
          """);

  private static final NamedSql NEWEST =
      NamedSql.of(
          """
          SELECT act_index, leaf_hash, text_box FROM act ORDER BY act_index DESC LIMIT :atMost
          """);

  /** One row. */
  @SuppressWarnings("ArrayRecordComponent")
  record Row(long index, byte[] hash, byte[] box) {}

  /** The number of the next act; nobody else gets one in this place until the transaction ends. */
  long next(Place place) {
    boolean _ = LOCK.on(handle).bind("place", place.value()).one(_ -> true);
    return size();
  }

  /** How many there are. */
  long size() {
    return NEXT.on(handle).one(row -> row.getLong(1));
  }

  void insert(Row row, Instant at) {
    int _ =
        INSERT
            .on(handle)
            .bind("index", row.index())
            .bind("at", at)
            .bind("hash", row.hash())
            .bind("box", row.box())
            .update();
  }

  /** Hands over those with numbers below {@code to}, in their order. */
  void forEach(long from, long to, Consumer<Row> reader) {
    FROM.on(handle)
        .bind("from", from)
        .bind("to", to)
        .forEach(PAGE, row -> new Row(row.getLong(1), row.getBytes(2), row.getBytes(3)), reader);
  }

  /** The hashes of those with numbers from {@code from} to below {@code to}, in their order. */
  List<byte[]> hashes(long from, long to) {
    return FROM.on(handle).bind("from", from).bind("to", to).list(row -> row.getBytes(2));
  }

  /** The newest first. */
  List<Row> newest(int atMost) {
    return NEWEST
        .on(handle)
        .bind("atMost", atMost)
        .list(row -> new Row(row.getLong(1), row.getBytes(2), row.getBytes(3)));
  }
}
