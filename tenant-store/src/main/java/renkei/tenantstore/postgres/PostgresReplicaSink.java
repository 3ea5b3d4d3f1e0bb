package renkei.tenantstore.postgres;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renkei.codebook.Edition;
import renkei.codebook.InformationCode;
import renkei.codebook.TenantId;
import renkei.codebook.database.BlindIndex;
import renkei.codebook.database.Database;
import renkei.codebook.database.DatabaseUnavailableException;
import renkei.codebook.database.SealedColumns;
import renkei.codebook.database.SqlArray;
import renkei.codebook.database.ValueRefusedException;
import renkei.tenantstore.layout.ContentText;
import renkei.tenantstore.layout.Layout;
import renkei.tenantstore.load.ImportReceipt;
import renkei.tenantstore.load.Load;
import renkei.tenantstore.load.ReplicaChange;
import renkei.tenantstore.load.ReplicaImport;
import renkei.tenantstore.load.ReplicaSink;

/** Writes loads batch by batch, each batch by two statements at most, and one that releases it. */
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

  @Override
  public Opened open(Layout layout, Load load) {
    InformationCode information = layout.information();
    Edition edition = layout.edition();
    Opened opened =
        inTransaction(
            handle -> {
              LoadRows loads = new LoadRows(handle);
              Optional<LoadRows.Released> before =
                  loads.released(columns, information, edition, load);
              if (before.isPresent()) {
                return new Opened.Released(
                    before.get().sameLoad(), before.get().digest(), before.get().receipt());
              }
              loads.lock(information);
              return new Opened.Writing(
                  new Writing(layout, load, loads.open(information, edition, load)));
            });
    sweep();
    return opened;
  }

  /** Takes away what loads have left that were given up. */
  private void sweep() {
    while (!inTransaction(PostgresReplicaSink::sweep)) {
      LOG.debug("more is left of loads that were given up");
    }
  }

  private static boolean sweep(Handle handle) {
    LoadRows loads = new LoadRows(handle);
    List<Long> abandoned = loads.abandoned();
    if (abandoned.isEmpty()) {
      return true;
    }
    boolean done = ReplicaRows.sweep(handle, abandoned);
    if (done) {
      loads.forget(abandoned);
    }
    return done;
  }

  private <T> T inTransaction(Function<Handle, T> work) {
    return atTurn(() -> inTurn(work));
  }

  /**
   * Each line is looked up in a table that the load itself makes grow: a plan made while it was
   * small must be right when it is not.
   */
  private <T> T inTurn(Function<Handle, T> work) {
    return database.inTenant(
        tenant,
        tx -> {
          int _ = tx.handle().execute("SET LOCAL enable_seqscan = off");
          return work.apply(tx.handle());
        });
  }

  private <T> T atTurn(Supplier<T> work) {
    AtomicReference<T> result = new AtomicReference<>();
    bulkhead.run(() -> result.set(work.get()));
    return result.get();
  }

  /** One line as it is to be written. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Row(
      ReplicaChange.Stated change,
      BlindIndex person,
      BlindIndex key,
      byte[] contentIndex,
      byte[] sealed) {

    private static final Comparator<Row> BY_PLACE =
        Comparator.comparing(Row::person).thenComparing(Row::key);

    private List<BlindIndex> record() {
      return List.of(person, key);
    }
  }

  /** Writes one load. */
  private final class Writing implements Writer {

    private final InformationCode information;
    private final Edition edition;
    private final Load load;
    private final ContentText text;
    private final long number;

    private Writing(Layout layout, Load load, long number) {
      this.information = layout.information();
      this.edition = layout.edition();
      this.load = load;
      this.text = ContentText.of(layout);
      this.number = number;
    }

    @Override
    public List<Effect> commit(List<ReplicaChange> changes) {
      List<Effect> effects = new ArrayList<>(changes.size());
      commit(changes, effects);
      return effects;
    }

    /** All together, or where the store refuses one of them, by halves down to that one. */
    private void commit(List<ReplicaChange> changes, List<Effect> effects) {
      try {
        // Sealing is work as well, so it waits for the turn too.
        effects.addAll(atTurn(() -> sealAndCommit(changes)));
      } catch (ValueRefusedException e) {
        if (changes.size() == 1) {
          LOG.warn("a line of a load was left out: {}", e.getMessage());
          effects.add(new Effect(Kind.REFUSED, 0));
          return;
        }
        int half = changes.size() / 2;
        commit(changes.subList(0, half), effects);
        commit(changes.subList(half, changes.size()), effects);
      }
    }

    private List<Effect> sealAndCommit(List<ReplicaChange> changes) {
      List<ReplicaChange.Unreadable> marks = new ArrayList<>();
      // Each record once a round: what is said twice is held against what was said before.
      List<Map<List<BlindIndex>, Row>> rounds = new ArrayList<>();
      for (ReplicaChange change : changes) {
        switch (change) {
          case ReplicaChange.Unreadable mark -> marks.add(mark);
          case ReplicaChange.Stated stated -> {
            Row row = row(stated);
            rounds.stream()
                .filter(round -> !round.containsKey(row.record()))
                .findFirst()
                .orElseGet(
                    () -> {
                      rounds.add(new HashMap<>());
                      return rounds.getLast();
                    })
                .put(row.record(), row);
          }
        }
      }
      Map<Long, Effect> effects = new HashMap<>();
      boolean _ =
          inTurn(
              handle -> {
                requireOpen(handle);
                ReplicaRows rows = new ReplicaRows(handle, information, edition);
                for (Map<List<BlindIndex>, Row> round : rounds) {
                  rows.commit(number, batch(round.values()), namesAll())
                      .forEach(done -> effects.put(done.line(), done.effect()));
                }
                if (!marks.isEmpty()) {
                  rows.mark(number, marks(marks));
                }
                return true;
              });
      return changes.stream().map(change -> effect(change, effects)).toList();
    }

    private static Effect effect(ReplicaChange change, Map<Long, Effect> effects) {
      Effect marked = new Effect(Kind.APPLIED, 0);
      return change instanceof ReplicaChange.Stated stated
          ? effects.getOrDefault(stated.line(), marked)
          : marked;
    }

    private void requireOpen(Handle handle) {
      if (!new LoadRows(handle).isOpen(number)) {
        throw new DatabaseUnavailableException("the load was begun again meanwhile", true);
      }
    }

    private boolean namesAll() {
      return load.scope() instanceof Load.Scope.Full(Load.Missing missing, _)
          && missing == Load.Missing.DELETE;
    }

    private Row row(ReplicaChange.Stated change) {
      BlindIndex person = columns.index(change.subject());
      BlindIndex key = SealedReplica.index(columns, person, change.key());
      SealedReplica box = new SealedReplica(columns, person, information, edition, key);
      SealedReplica.Place place =
          new SealedReplica.Place(
              change.sequence(),
              change.dates().asOf(),
              change.dates().validFrom(),
              change.dates().validTo());
      return switch (change) {
        case ReplicaChange.Put put -> {
          String content = text.write(put.content());
          yield new Row(
              change,
              person,
              key,
              box.contentIndex(place, content),
              box.seal(place, put.key(), content));
        }
        case ReplicaChange.Delete _ ->
            new Row(
                change, person, key, "deleted".getBytes(StandardCharsets.US_ASCII), new byte[0]);
      };
    }

    private ReplicaRows.Batch batch(Collection<Row> unsorted) {
      List<Row> rows = unsorted.stream().sorted(Row.BY_PLACE).toList();
      return new ReplicaRows.Batch(
          SqlArray.longs(rows.stream().map(row -> row.change().line()).toList()),
          SqlArray.bytes(rows, row -> row.person().bytes()),
          SqlArray.bytes(rows, row -> row.key().bytes()),
          SqlArray.longs(rows.stream().map(row -> row.change().sequence()).toList()),
          SqlArray.texts(rows, row -> row.change() instanceof ReplicaChange.Put ? "R" : "D"),
          SqlArray.dates(rows, row -> row.change().dates().asOf()),
          SqlArray.optionalDates(rows, row -> row.change().dates().validFrom()),
          SqlArray.optionalDates(rows, row -> row.change().dates().validTo()),
          SqlArray.bytes(rows, Row::contentIndex),
          SqlArray.bytes(rows, Row::sealed));
    }

    private ReplicaRows.Marks marks(List<ReplicaChange.Unreadable> marks) {
      return new ReplicaRows.Marks(
          SqlArray.bytes(marks, mark -> columns.index(mark.subject()).bytes()),
          SqlArray.bytes(
              marks,
              mark ->
                  mark.place()
                      .map(
                          place ->
                              SealedReplica.index(
                                  columns, columns.index(mark.subject()), place.key()))
                      .orElse(SealedReplica.ANY_KEY)
                      .bytes()),
          SqlArray.optionalDates(
              marks, mark -> mark.place().flatMap(ReplicaChange.Place::validFrom)),
          SqlArray.optionalDates(
              marks, mark -> mark.place().flatMap(ReplicaChange.Place::validTo)));
    }

    @Override
    public ImportReceipt release(End end, Function<Settled, ImportReceipt> receipt) {
      return inTransaction(
          handle -> {
            LoadRows loads = new LoadRows(handle);
            loads.lock(information);
            requireOpen(handle);
            ReplicaRows rows = new ReplicaRows(handle, information, edition);
            List<Late> late = loads.isOvertaken(number) ? rows.settle(number) : List.of();
            ImportReceipt whole = receipt.apply(new Settled(register(handle, rows, end), late));
            if (!loads.release(columns, number, end.digest(), whole)) {
              throw new IllegalStateException("a load that was open is not any more");
            }
            return whole;
          });
    }

    /** Returns how many records were ended because the load does not name them. */
    private long register(Handle handle, ReplicaRows rows, End end) {
      RegistrationRows registrations = new RegistrationRows(handle);
      rows.endMarks(number);
      return switch (load.scope()) {
        case Load.Scope.Full(Load.Missing missing, var covers) when end.registers() -> {
          // Whoever is missing may be whom a nameless line was about.
          long deleted =
              missing == Load.Missing.DELETE && !end.nameless()
                  ? rows.endMissing(number, registrations.earlier(information, edition), covers)
                  : 0;
          registrations.register(information, edition, !end.nameless(), covers, clock.instant());
          yield deleted;
        }
        case Load.Scope.Full _, Load.Scope.Difference _ -> {
          if (end.nameless()) {
            registrations.doubt(information, edition, clock.instant());
          }
          yield 0L;
        }
      };
    }

    @Override
    public void abandon() {
      boolean _ =
          inTransaction(
              handle -> {
                new LoadRows(handle).abandon(number);
                return true;
              });
      sweep();
    }
  }
}
