package renkei.tenantstore.postgres;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renkei.codebook.Edition;
import renkei.codebook.InformationCode;
import renkei.codebook.TenantId;
import renkei.codebook.database.BlindIndex;
import renkei.codebook.database.Database;
import renkei.codebook.database.SealedColumns;
import renkei.codebook.database.SqlArray;
import renkei.codebook.database.ValueRefusedException;
import renkei.tenantstore.layout.ItemValue;
import renkei.tenantstore.load.ReplicaChange;
import renkei.tenantstore.load.ReplicaImport;
import renkei.tenantstore.load.ReplicaSink;

/** Commits changes batch by batch, each batch by three statements at most. */
final class PostgresReplicaSink implements ReplicaSink {

  private static final Logger LOG = LoggerFactory.getLogger(PostgresReplicaSink.class);

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

  /**
   * What is to stand for one person; no items if nothing.
   *
   * @param place among the changes, from 0
   */
  private record Row(
      int place, SealedReplica box, LocalDate asOf, Optional<List<ItemValue>> items) {

    private Row newer(Row later) {
      return later.asOf.isBefore(asOf) ? this : later;
    }

    private boolean saysTheSameAs(Row other) {
      return asOf.equals(other.asOf) && items.equals(other.items);
    }

    private byte[] contentIndex() {
      return box.contentIndex(items.orElse(List.of()));
    }

    private byte[] sealed() {
      return items.map(content -> box.seal(asOf, content)).orElseGet(() -> new byte[0]);
    }
  }

  @Override
  public List<Effect> commit(
      InformationCode information, Edition edition, List<ReplicaChange> changes) {
    List<Effect> effects = new ArrayList<>(changes.size());
    // Sealing is work as well, so it waits for the turn too.
    bulkhead.run(() -> commit(information, edition, changes, effects));
    return effects;
  }

  /** All together, or where the store refuses one of them, by halves down to that one. */
  private void commit(
      InformationCode information,
      Edition edition,
      List<ReplicaChange> changes,
      List<Effect> effects) {
    try {
      effects.addAll(sealAndCommit(information, edition, changes));
    } catch (ValueRefusedException e) {
      if (changes.size() == 1) {
        LOG.warn("a line of a load was left out: {}", e.getMessage());
        effects.add(Effect.REFUSED);
        return;
      }
      int half = changes.size() / 2;
      commit(information, edition, changes.subList(0, half), effects);
      commit(information, edition, changes.subList(half, changes.size()), effects);
    }
  }

  private List<Effect> sealAndCommit(
      InformationCode information, Edition edition, List<ReplicaChange> changes) {
    List<BlindIndex> people = changes.stream().map(c -> columns.index(c.subject())).toList();
    List<Optional<Row>> said = new ArrayList<>(changes.size());
    // Sorted, so that two loads of the same people wait for each other instead of locking each
    // other out.
    SortedMap<BlindIndex, Row> rows = new TreeMap<>();
    SortedSet<BlindIndex> unreadable = new TreeSet<>();
    for (int i = 0; i < changes.size(); i++) {
      BlindIndex person = people.get(i);
      Optional<Row> row =
          row(i, changes.get(i), new SealedReplica(columns, person, information, edition));
      row.ifPresentOrElse(
          present -> rows.merge(person, present, Row::newer), () -> unreadable.add(person));
      said.add(row);
    }
    Map<BlindIndex, Effect> effects = put(information, edition, rows, unreadable);
    return IntStream.range(0, changes.size())
        .mapToObj(
            i -> {
              BlindIndex person = people.get(i);
              return said.get(i)
                  .map(row -> effect(row, of(rows, person), of(effects, person)))
                  .orElse(Effect.APPLIED);
            })
        .toList();
  }

  private static <T> T of(Map<BlindIndex, T> all, BlindIndex person) {
    return Objects.requireNonNull(all.get(person));
  }

  private static Optional<Row> row(int place, ReplicaChange change, SealedReplica box) {
    return switch (change) {
      case ReplicaChange.Put(_, LocalDate asOf, var items) ->
          Optional.of(new Row(place, box, asOf, Optional.of(items)));
      case ReplicaChange.Delete(_, LocalDate asOf) ->
          Optional.of(new Row(place, box, asOf, Optional.empty()));
      case ReplicaChange.Unreadable _ -> Optional.empty();
    };
  }

  /**
   * @param last what was kept of this person's rows
   * @param effect what became of that one
   */
  private static Effect effect(Row row, Row last, Effect effect) {
    if (row.place() == last.place()) {
      return effect;
    }
    if (row.saysTheSameAs(last)) {
      return effect == Effect.APPLIED ? Effect.UNCHANGED : effect;
    }
    return Effect.SUPERSEDED;
  }

  private Map<BlindIndex, Effect> put(
      InformationCode information,
      Edition edition,
      SortedMap<BlindIndex, Row> rows,
      SortedSet<BlindIndex> unreadable) {
    ReplicaRows.Batch batch =
        new ReplicaRows.Batch(
            SqlArray.indexes(rows.keySet()),
            SqlArray.dates(rows.values(), Row::asOf),
            SqlArray.bytes(rows.values(), Row::contentIndex),
            SqlArray.bytes(rows.values(), Row::sealed));
    SqlArray unreadablePeople = SqlArray.indexes(unreadable);
    Map<BlindIndex, Effect> effects = new HashMap<>();
    inTransaction(
        handle -> {
          ReplicaRows replicas = new ReplicaRows(handle);
          if (!rows.isEmpty()) {
            rows.keySet().forEach(person -> effects.put(person, Effect.UNCHANGED));
            Set<BlindIndex> applied = replicas.put(information, edition, batch);
            applied.forEach(person -> effects.put(person, Effect.APPLIED));
            if (applied.size() < rows.size()) {
              replicas
                  .newer(information, edition, batch)
                  .forEach(person -> effects.put(person, Effect.SUPERSEDED));
            }
          }
          if (!unreadable.isEmpty()) {
            replicas.markUnreadable(information, edition, unreadablePeople);
          }
        });
    return effects;
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
    bulkhead.run(
        () ->
            inTransaction(
                handle -> new RegistrationRows(handle).doubt(information, clock.instant())));
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
