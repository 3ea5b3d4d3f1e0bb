package renkei.tenantstore.postgres;

import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.jdbi.v3.core.Handle;
import renkei.codebook.database.NamedSql;
import renkei.codebook.database.SqlArray;

/**
 * The tables {@code unsealed_record} and {@code sealed_record}: the exchange records of one tenant
 * on their way into its hash tree, and the leaves of that tree.
 */
record LeafRows(Handle handle) {

  private static final int PAGE = 1000;

  private static final NamedSql WAITING =
      NamedSql.of(
          "SELECT record_id, leaf_hash FROM unsealed_record ORDER BY record_id LIMIT :atMost");

  private static final NamedSql SEAL =
      NamedSql.of(
          """
          INSERT INTO sealed_record (leaf_index, record_id, leaf_hash)
          SELECT a, b, c FROM unnest(:indexes, :records, :hashes) AS u (a, b, c)
          """);

  private static final NamedSql WAIT_NO_MORE =
      NamedSql.of("DELETE FROM unsealed_record WHERE record_id = ANY (:records)");

  private static final String HASHES =
      "SELECT leaf_hash FROM sealed_record WHERE leaf_index < :size ORDER BY leaf_index";

  /** The leaves, in a FROM clause, as {@code leaf}. */
  static final String LEAVES =
      "(SELECT tenant, record_id, leaf_hash, leaf_index FROM sealed_record) AS leaf";

  /** A record that waits for its place in the tree. */
  @SuppressWarnings("ArrayRecordComponent")
  record Waiting(UUID record, byte[] hash) {}

  /**
   * The statement that lets the rows of {@code recorded}, which have the columns record_id and
   * leaf_hash, wait for their places.
   */
  static String wait(String recorded) {
    return "INSERT INTO unsealed_record (record_id, leaf_hash) SELECT record_id, leaf_hash FROM "
        + recorded;
  }

  /** The condition that a record is neither in the tree nor on its way there. */
  static String escaped(String record) {
    return """
    NOT EXISTS (SELECT FROM sealed_record s WHERE s.record_id = %1$s)
      AND NOT EXISTS (SELECT FROM unsealed_record u WHERE u.record_id = %1$s)"""
        .formatted(record);
  }

  /** Those that have waited longest. */
  List<Waiting> waiting(int atMost) {
    return WAITING
        .on(handle)
        .bind("atMost", atMost)
        .list(row -> new Waiting(row.getObject(1, UUID.class), row.getBytes(2)));
  }

  /** Gives them the next places in the tree, the first one {@code index}. */
  void seal(long index, List<Waiting> records) {
    List<Long> indexes = LongStream.range(index, index + records.size()).boxed().toList();
    SqlArray ids = SqlArray.uuids(records, Waiting::record);
    int _ =
        SEAL.on(handle)
            .bind("indexes", SqlArray.longs(indexes))
            .bind("records", ids)
            .bind("hashes", SqlArray.bytes(records, Waiting::hash))
            .update();
    int _ = WAIT_NO_MORE.on(handle).bind("records", ids).update();
  }

  /** Reads the hashes of the first {@code size} leaves in their order, holding few at a time. */
  <T> T hashes(long size, Function<Iterator<byte[]>, T> reader) {
    return handle
        .createQuery(HASHES)
        .setFetchSize(PAGE)
        .bind("size", size)
        .mapTo(byte[].class)
        .withIterator(reader::apply);
  }
}
