package renkei.tenantstore.postgres;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.argument.Argument;
import renkei.codebook.Edition;
import renkei.codebook.InformationCode;
import renkei.codebook.TenantId;
import renkei.codebook.database.BlindIndex;
import renkei.codebook.database.Columns;
import renkei.codebook.database.Database;
import renkei.codebook.database.SealedColumns;
import renkei.tenantstore.ItemValue;
import renkei.tenantstore.ReplicaChange;
import renkei.tenantstore.ReplicaImport;
import renkei.tenantstore.ReplicaSink;

/** Commits changes batch by batch, each batch by two statements at most. */
final class PostgresReplicaSink implements ReplicaSink {

  private static final String UPSERT =
      """
      INSERT INTO replica AS kept
        (addressee_index, information, edition, as_of, version, content_index, content_box)
      SELECT a, ?, ?, b, 1, c, nullif(d, '') FROM unnest(?, ?, ?, ?) AS u (a, b, c, d)
      ON CONFLICT (tenant, addressee_index, information, edition) DO UPDATE
      SET as_of = excluded.as_of, version = kept.version + 1,
        content_index = excluded.content_index, content_box = excluded.content_box,
        unreadable = false
      WHERE kept.as_of < excluded.as_of
        OR (kept.as_of = excluded.as_of
          AND (kept.unreadable OR kept.content_index <> excluded.content_index))
      """;

  private static final String MARK_UNREADABLE =
      """
      INSERT INTO replica AS kept
        (addressee_index, information, edition, as_of, version, content_index, unreadable)
      SELECT a, ?, ?, '-infinity', 0, '', true FROM unnest(?) AS u (a)
      ON CONFLICT (tenant, addressee_index, information, edition) DO UPDATE
      SET unreadable = true WHERE kept.content_box IS NULL
      """;

  private static final String REGISTER =
      """
      INSERT INTO registration (information, registered_at, complete) VALUES (?, ?, ?)
      ON CONFLICT (tenant, information) DO UPDATE SET complete = excluded.complete
      """;

  private static final String DOUBT =
      "UPDATE registration SET complete = false WHERE information = ? AND complete";

  private final Database database;
  private final TenantId tenant;
  private final SealedColumns columns;
  private final Clock clock;
  private final ReplicaImport.Pace pace;

  PostgresReplicaSink(
      Database database,
      TenantId tenant,
      SealedColumns columns,
      Clock clock,
      ReplicaImport.Pace pace) {
    this.database = database;
    this.tenant = tenant;
    this.columns = columns;
    this.clock = clock;
    this.pace = pace;
  }

  /** What is to stand for one person; no items if nothing. */
  private record Row(SealedReplica box, LocalDate asOf, Optional<List<ItemValue>> items) {

    private Row newer(Row later) {
      return later.asOf.isBefore(asOf) ? this : later;
    }

    private byte[] contentIndex() {
      return box.contentIndex(items.orElse(List.of()));
    }

    private byte[] sealed() {
      return items.map(content -> box.seal(asOf, content)).orElseGet(() -> new byte[0]);
    }
  }

  @Override
  public void commit(InformationCode information, Edition edition, List<ReplicaChange> changes) {
    // Sealing is work as well, so it waits for the turn too.
    pace.run(() -> sealAndCommit(information, edition, changes));
  }

  private void sealAndCommit(
      InformationCode information, Edition edition, List<ReplicaChange> changes) {
    // Sorted, so that two loads of the same people wait for each other instead of locking each
    // other out.
    SortedMap<BlindIndex, Row> rows = new TreeMap<>();
    SortedSet<BlindIndex> unreadable = new TreeSet<>();
    for (ReplicaChange change : changes) {
      BlindIndex person = columns.index(change.subject());
      SealedReplica box = new SealedReplica(columns, person, information, edition);
      switch (change) {
        case ReplicaChange.Put(_, LocalDate asOf, var items) ->
            rows.merge(person, new Row(box, asOf, Optional.of(items)), Row::newer);
        case ReplicaChange.Delete(_, LocalDate asOf) ->
            rows.merge(person, new Row(box, asOf, Optional.empty()), Row::newer);
        case ReplicaChange.Unreadable _ -> unreadable.add(person);
      }
    }
    Argument people = Columns.bytes(rows.keySet().stream().map(BlindIndex::bytes).toList());
    Argument days = Columns.dates(rows.values().stream().map(Row::asOf).toList());
    Argument indexes = Columns.bytes(rows.values().stream().map(Row::contentIndex).toList());
    Argument sealed = Columns.bytes(rows.values().stream().map(Row::sealed).toList());
    Argument strangers = Columns.bytes(unreadable.stream().map(BlindIndex::bytes).toList());
    inTransaction(
        handle -> {
          if (!rows.isEmpty()) {
            handle.execute(
                UPSERT, information.value(), edition.value(), people, days, indexes, sealed);
          }
          if (!unreadable.isEmpty()) {
            handle.execute(MARK_UNREADABLE, information.value(), edition.value(), strangers);
          }
        });
  }

  @Override
  public void register(InformationCode information, boolean complete) {
    pace.run(
        () ->
            inTransaction(
                handle ->
                    handle.execute(
                        REGISTER,
                        information.value(),
                        Columns.instant(clock.instant()),
                        complete)));
  }

  @Override
  public void doubt(InformationCode information) {
    pace.run(() -> inTransaction(handle -> handle.execute(DOUBT, information.value())));
  }

  private void inTransaction(Consumer<Handle> work) {
    boolean _ =
        database.inTenant(
            tenant,
            tx -> {
              work.accept(tx.handle());
              return true;
            });
  }
}
