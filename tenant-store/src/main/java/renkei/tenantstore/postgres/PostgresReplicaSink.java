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
import renkei.codebook.Edition;
import renkei.codebook.InformationCode;
import renkei.codebook.TenantId;
import renkei.codebook.database.BlindIndex;
import renkei.codebook.database.Database;
import renkei.codebook.database.SealedColumns;
import renkei.codebook.database.SqlArray;
import renkei.tenantstore.ItemValue;
import renkei.tenantstore.ReplicaChange;
import renkei.tenantstore.ReplicaImport;
import renkei.tenantstore.ReplicaSink;

/** Commits changes batch by batch, each batch by two statements at most. */
final class PostgresReplicaSink implements ReplicaSink {

  private final Database database;
  private final TenantId tenant;
  private final SealedColumns columns;
  private final Clock clock;
  private final ReplicaImport.BatchBulkhead bulkhead;

  PostgresReplicaSink(
      Database database,
      TenantId tenant,
      SealedColumns columns,
      Clock clock,
      ReplicaImport.BatchBulkhead bulkhead) {
    this.database = database;
    this.tenant = tenant;
    this.columns = columns;
    this.clock = clock;
    this.bulkhead = bulkhead;
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
    bulkhead.run(() -> sealAndCommit(information, edition, changes));
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
    ReplicaRows.Batch batch =
        new ReplicaRows.Batch(
            SqlArray.indexes(rows.keySet()),
            SqlArray.dates(rows.values(), Row::asOf),
            SqlArray.bytes(rows.values(), Row::contentIndex),
            SqlArray.bytes(rows.values(), Row::sealed));
    SqlArray unreadablePeople = SqlArray.indexes(unreadable);
    inTransaction(
        handle -> {
          ReplicaRows replicas = new ReplicaRows(handle);
          if (!rows.isEmpty()) {
            replicas.put(information, edition, batch);
          }
          if (!unreadable.isEmpty()) {
            replicas.markUnreadable(information, edition, unreadablePeople);
          }
        });
  }

  @Override
  public void register(InformationCode information, boolean complete) {
    bulkhead.run(
        () ->
            inTransaction(
                handle ->
                    new RegistrationRows(handle).register(information, complete, clock.instant())));
  }

  @Override
  public void doubt(InformationCode information) {
    bulkhead.run(() -> inTransaction(handle -> new RegistrationRows(handle).doubt(information)));
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
