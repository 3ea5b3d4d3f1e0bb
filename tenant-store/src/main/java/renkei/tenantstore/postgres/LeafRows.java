package renkei.tenantstore.postgres;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import renkei.codebook.database.NamedSql;
import renkei.codebook.database.SqlArray;
import renkei.signing.evidence.tree.StoredTree;

/**
 * The tables {@code unsealed_record} and {@code leaf_block}: the exchange records of one tenant on
 * their way into its hash tree, and the leaves of that tree, up to 1,024 in a row.
 */
record LeafRows(Handle handle) {

  private static final int BLOCK = 1024;
  private static final int HASH = 32;

  /** Blocks, of 48 KB at most. */
  private static final int PAGE = 16;

  private static final NamedSql WAITING =
      NamedSql.of(
          "SELECT record_id, leaf_hash FROM unsealed_record ORDER BY record_id LIMIT :atMost");

  private static final NamedSql OLDEST =
      NamedSql.of(
          """
          SELECT record_id,
            EXISTS (SELECT FROM unsealed_record ORDER BY record_id OFFSET :others LIMIT 1)
          FROM unsealed_record ORDER BY record_id LIMIT 1
          """);

  private static final NamedSql WAITS =
      NamedSql.of("SELECT FROM unsealed_record WHERE record_id = :record");

  private static final NamedSql APPEND =
      NamedSql.of(
          """
          INSERT INTO leaf_block (first_leaf, record_ids, leaf_hashes, first_id, last_id)
          VALUES (:firstLeaf, :records, :hashes, :firstId, :lastId)
          """);

  private static final NamedSql WAIT_NO_MORE =
      NamedSql.of("DELETE FROM unsealed_record WHERE record_id = ANY (:records)");

  /** Of blocks that may hold it the one that does; but few overlap. */
  private static final NamedSql PLACE =
      NamedSql.of(
          """
          SELECT first_leaf + array_position(record_ids, :record) - 1 FROM leaf_block
          WHERE last_id >= :record AND first_id <= :record AND :record = ANY (record_ids)
          ORDER BY last_id LIMIT 1
          """);

  /** Blocks follow each other, so that the one before the range is the only other one. */
  private static final NamedSql HASHES =
      NamedSql.of(
          """
          SELECT substring(leaf_hashes
            FROM (greatest(:from - first_leaf, 0) * 32 + 1)::integer
            FOR ((:to - greatest(:from, first_leaf)) * 32)::integer)
          FROM leaf_block
          WHERE first_leaf < :to AND first_leaf >=
            (SELECT first_leaf FROM leaf_block WHERE first_leaf <= :from
             ORDER BY first_leaf DESC LIMIT 1)
          ORDER BY first_leaf
          """);

  private static final NamedSql BLOCKS =
      NamedSql.of(
          """
          SELECT first_leaf, record_ids, leaf_hashes FROM leaf_block
          WHERE first_leaf < :size ORDER BY first_leaf
          """);

  /** A record that waits for its place in the tree. */
  @SuppressWarnings("ArrayRecordComponent")
  record Waiting(UUID record, byte[] hash) {}

  /**
   * The record that has waited longest.
   *
   * @param oneOfMany whether with it as many wait as was asked about
   */
  record Oldest(UUID record, boolean oneOfMany) {}

  /** A record in its place, from 0. */
  @SuppressWarnings("ArrayRecordComponent")
  record Leaf(long index, UUID record, byte[] hash) {}

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
    NOT EXISTS (SELECT FROM leaf_block b, unnest(b.record_ids) AS leaf (id) WHERE leaf.id = %1$s)
      AND NOT EXISTS (SELECT FROM unsealed_record u WHERE u.record_id = %1$s)"""
        .formatted(record);
  }

  /** Those that have waited longest, in the order of their ids. */
  List<Waiting> waiting(int atMost) {
    return WAITING
        .on(handle)
        .bind("atMost", atMost)
        .list(row -> new Waiting(row.getObject(1, UUID.class), row.getBytes(2)));
  }

  /** Empty if none waits. */
  Optional<Oldest> oldest(int many) {
    return OLDEST
        .on(handle)
        .bind("others", many - 1)
        .findOne(row -> new Oldest(row.getObject(1, UUID.class), row.getBoolean(2)));
  }

  /** Whether it has no place in the tree yet. */
  boolean waits(UUID record) {
    return WAITS.on(handle).bind("record", record).findOne(_ -> true).isPresent();
  }

  /**
   * Gives them the next places in the tree, the first one {@code index}.
   *
   * @param records in the order of their ids
   */
  void append(long index, List<Waiting> records) {
    List<Block> blocks = new ArrayList<>();
    for (int from = 0; from < records.size(); from += BLOCK) {
      blocks.add(
          new Block(index + from, records.subList(from, Math.min(records.size(), from + BLOCK))));
    }
    APPEND.batch(handle, blocks, (binds, block) -> block.bind(binds));
  }

  /** Once they have their places. */
  void waitNoMore(List<Waiting> records) {
    int _ =
        WAIT_NO_MORE.on(handle).bind("records", SqlArray.uuids(records, Waiting::record)).update();
  }

  private record Block(long first, List<Waiting> records) {

    private void bind(NamedSql.Binds binds) {
      ByteArrayOutputStream hashes = new ByteArrayOutputStream(records.size() * HASH);
      records.forEach(record -> hashes.writeBytes(record.hash()));
      binds
          .bind("firstLeaf", first)
          .bind("records", SqlArray.uuids(records, Waiting::record))
          .bind("hashes", hashes.toByteArray())
          .bind("firstId", records.getFirst().record())
          .bind("lastId", records.getLast().record());
    }
  }

  /** The place of a record in the tree; empty if it has none. */
  OptionalLong place(UUID record) {
    return PLACE.on(handle).bind("record", record).findOne(row -> row.getLong(1)).stream()
        .mapToLong(Long::longValue)
        .findFirst();
  }

  /** The hashes of some leaves, in their order. */
  List<byte[]> hashes(StoredTree.Range range) {
    List<byte[]> hashes = new ArrayList<>(range.count());
    HASHES
        .on(handle)
        .bind("from", range.from())
        .bind("to", range.to())
        .list(row -> row.getBytes(1))
        .forEach(part -> split(part, hashes::add));
    return hashes;
  }

  /**
   * Hands over the first {@code size} leaves in their order, some at a time.
   *
   * @param atLeast how many at a time: whole blocks, so up to 1,023 more, and fewer the last time
   */
  void forEach(long size, int atLeast, Consumer<List<Leaf>> reader) {
    List<Leaf> read = new ArrayList<>();
    BLOCKS
        .on(handle)
        .bind("size", size)
        .forEach(
            PAGE,
            LeafRows::leaves,
            leaves -> {
              read.addAll(leaves);
              if (read.size() >= atLeast) {
                reader.accept(List.copyOf(read));
                read.clear();
              }
            });
    if (!read.isEmpty()) {
      reader.accept(read);
    }
  }

  private static List<Leaf> leaves(ResultSet block) throws SQLException {
    long index = block.getLong(1);
    List<byte[]> hashes = new ArrayList<>();
    split(block.getBytes(3), hashes::add);
    List<Leaf> leaves = new ArrayList<>();
    for (UUID record : (UUID[]) block.getArray(2).getArray()) {
      leaves.add(new Leaf(index + leaves.size(), record, hashes.get(leaves.size())));
    }
    return leaves;
  }

  private static void split(byte[] hashes, Consumer<byte[]> each) {
    for (ByteBuffer rest = ByteBuffer.wrap(hashes); rest.hasRemaining(); ) {
      byte[] hash = new byte[HASH];
      rest.get(hash);
      each.accept(hash);
    }
  }
}
