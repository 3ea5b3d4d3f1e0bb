package renkei.tenantstore.postgres;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renkei.codebook.Edition;
import renkei.codebook.InformationCode;
import renkei.codebook.ItemCode;
import renkei.codebook.TenantId;
import renkei.codebook.database.BlindIndex;
import renkei.codebook.database.Database;
import renkei.codebook.database.DatabaseUnavailableException;
import renkei.codebook.database.SealedColumns;
import renkei.codebook.database.SqlArray;
import renkei.codebook.database.ValueRefusedException;
import renkei.tenantstore.layout.ContentText;
import renkei.tenantstore.layout.Layout;
import renkei.tenantstore.layout.LayoutItem;
import renkei.tenantstore.layout.RecordContent;
import renkei.tenantstore.load.ImportReceipt;
import renkei.tenantstore.load.Load;
import renkei.tenantstore.load.LoadShares;
import renkei.tenantstore.load.LoadState;
import renkei.tenantstore.load.LoadStatus;
import renkei.tenantstore.load.ReplicaChange;
import renkei.tenantstore.load.ReplicaImport;
import renkei.tenantstore.load.ReplicaSink;
import renkei.tenantstore.load.Touched;

/** Writes loads batch by batch, each batch by two statements at most, and one that releases it. */
final class PostgresReplicaSink implements ReplicaSink {

  private static final Logger LOG = LoggerFactory.getLogger(PostgresReplicaSink.class);

  /** Loads in parts that one tenant may have open: what is written of them is read past. */
  static final int MOST_OPEN = 8;

  private static final String TRIAL = "trial";

  private static final Set<LayoutItem.Meaning> PERSONAL =
      EnumSet.of(LayoutItem.Meaning.NAME, LayoutItem.Meaning.BIRTH_DATE);

  private final Database database;
  private final TenantId tenant;
  private final SealedColumns columns;
  private final Clock clock;
  private final LoadShares shares;
  private final ReplicaImport.BatchBulkhead bulkhead;

  PostgresReplicaSink(
      Database database,
      TenantId tenant,
      SealedColumns columns,
      Clock clock,
      LoadShares shares,
      ReplicaImport.BatchBulkhead bulkhead) {
    this.database = database;
    this.tenant = tenant;
    this.columns = columns;
    this.clock = clock;
    this.shares = shares;
    this.bulkhead = bulkhead;
  }

  @Override
  public Opened open(Layout layout, Load load, Way way) {
    Opened opened = inTransaction(handle -> open(new LoadRows(handle), layout, load, way));
    sweep();
    return opened;
  }

  private Opened open(LoadRows loads, Layout layout, Load load, Way way) {
    InformationCode information = layout.information();
    Edition edition = layout.edition();
    boolean inParts = way == Way.IN_PARTS;
    loads.lock(load.batch());
    loads.abandonOld();
    Optional<LoadRows.Kept> before = loads.find(columns, load.batch());
    if (before.isPresent()) {
      LoadStatus kept = before.get().status();
      boolean begunAtOnce = kept.state() == LoadState.OPEN && !kept.inParts();
      if (begunAtOnce && !inParts) {
        // Whoever wrote it cannot go on.
        boolean _ = loads.abandon(before.get().number());
      } else if (!before.get().isMeantAs(information, edition, load, inParts)) {
        return new Opened.Differs();
      } else if (kept.state() == LoadState.OPEN) {
        return new Opened.Writing(new Writing(layout, load, before.get().number(), inParts));
      } else {
        return new Opened.Ended(before.get().digest(), kept.receipt().orElseThrow());
      }
    }
    if (inParts && loads.open() >= MOST_OPEN) {
      return new Opened.TooMany();
    }
    loads.lock(information);
    if (load.mode() == Load.Mode.REGISTER
        && new RegistrationRows(loads.handle()).follows(information, edition)) {
      if (new SignOffRows(loads.handle()).find(information, edition).isEmpty()) {
        return new Opened.Untested();
      }
      if (load.scope() instanceof Load.Scope.Difference) {
        // Of a person of whom it has one year, the others would be hidden (decision 0219).
        return new Opened.NotFull();
      }
    }
    return new Opened.Writing(
        new Writing(layout, load, loads.open(information, edition, load, inParts), inParts));
  }

  @Override
  public Optional<LoadStatus> find(Load.Batch batch) {
    return inTransaction(
        handle ->
            new LoadRows(handle)
                .find(columns, batch)
                .map(kept -> withParts(handle, List.of(kept)).getFirst()));
  }

  @Override
  public List<LoadStatus> list(int most) {
    return inTransaction(handle -> withParts(handle, new LoadRows(handle).list(columns, most)));
  }

  private List<LoadStatus> withParts(Handle handle, List<LoadRows.Kept> loads) {
    List<PartRows.State> parts =
        new PartRows(handle, columns).states(loads.stream().map(LoadRows.Kept::number).toList());
    return loads.stream()
        .map(
            kept ->
                kept.status()
                    .with(
                        parts.stream()
                            .filter(part -> part.load() == kept.number())
                            .map(PartRows.State::part)
                            .toList()))
        .toList();
  }

  @Override
  public boolean abandon(Load.Batch batch) {
    boolean abandoned =
        inTransaction(
            handle -> {
              LoadRows loads = new LoadRows(handle);
              loads.lock(batch);
              return loads
                  .find(columns, batch)
                  .map(kept -> loads.abandon(kept.number()))
                  .orElse(false);
            });
    sweep();
    return abandoned;
  }

  @Override
  public Optional<Writer> writer(Layout layout, Load.Batch batch) {
    return inTransaction(handle -> new LoadRows(handle).find(columns, batch))
        .filter(kept -> kept.status().state() == LoadState.OPEN && kept.status().inParts())
        .map(kept -> new Writing(layout, kept.status().load(), kept.number(), true));
  }

  /** Takes away what loads have left that were given up. */
  private void sweep() {
    while (!inTransaction(this::sweep)) {
      LOG.debug("more is left of loads that were given up");
    }
  }

  private boolean sweep(Handle handle) {
    LoadRows loads = new LoadRows(handle);
    List<Long> abandoned = loads.abandoned();
    if (abandoned.isEmpty()) {
      return true;
    }
    boolean done = ReplicaRows.sweep(handle, abandoned);
    if (done) {
      new PartRows(handle, columns).forget(abandoned);
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
      byte[] sealed,
      byte[] likeness) {

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
    private final Set<ItemCode> names;
    private final long number;
    private final boolean inParts;

    private Writing(Layout layout, Load load, long number, boolean inParts) {
      this.information = layout.information();
      this.edition = layout.edition();
      this.load = load;
      this.text = ContentText.of(layout);
      this.names =
          layout.items().stream()
              .filter(item -> item.group().isEmpty())
              .filter(item -> item.meaning().filter(PERSONAL::contains).isPresent())
              .map(LayoutItem::code)
              .collect(toSet());
      this.number = number;
      this.inParts = inParts;
    }

    @Override
    public Progress begin(int part) {
      return inTransaction(
          handle -> {
            requireOpen(handle);
            PartRows rows = new PartRows(handle, columns);
            rows.begin(number, Progress.none(part));
            return rows.of(number).stream()
                .filter(known -> known.part() == part)
                .findFirst()
                .orElseThrow();
          });
    }

    @Override
    public List<Progress> parts() {
      return inTransaction(handle -> new PartRows(handle, columns).of(number));
    }

    @Override
    public Progress commit(
        Progress before, List<ReplicaChange> changes, Function<List<Effect>, Step> step) {
      try {
        // Sealing is work as well, so it waits for the turn too.
        return atTurn(
            () -> commit(before, changes, changes.stream().map(Optional::of).toList(), step));
      } catch (ValueRefusedException e) {
        LOG.warn("lines of a load were left out: {}", e.getMessage());
        List<Optional<ReplicaChange>> instead = storable(changes);
        return atTurn(() -> commit(before, changes, instead, step));
      }
    }

    /**
     * What the store keeps in the place of each change: the change itself, or a mark that it came,
     * or nothing. Found out by halves down to single ones.
     */
    private List<Optional<ReplicaChange>> storable(List<ReplicaChange> changes) {
      if (isStorable(changes)) {
        return changes.stream().map(Optional::of).toList();
      }
      if (changes.size() == 1) {
        return List.of(
            lesser(changes.getFirst()).flatMap(other -> storable(List.of(other)).getFirst()));
      }
      int half = changes.size() / 2;
      return Stream.of(changes.subList(0, half), changes.subList(half, changes.size()))
          .flatMap(part -> storable(part).stream())
          .toList();
    }

    private static Optional<ReplicaChange> lesser(ReplicaChange change) {
      return switch (change) {
        case ReplicaChange.Stated stated -> Optional.of(ReplicaChange.Unreadable.of(stated));
        case ReplicaChange.Unreadable(var subject, var place) ->
            place.map(_ -> ReplicaChange.Unreadable.of(subject));
      };
    }

    private boolean isStorable(List<ReplicaChange> changes) {
      try {
        return atTurn(
            () -> {
              Sealed sealed = seal(changes);
              return inTurn(
                  handle -> {
                    handle.savepoint(TRIAL);
                    Map<Long, Effect> _ = write(handle, sealed);
                    handle.rollbackToSavepoint(TRIAL);
                    return true;
                  });
            });
      } catch (ValueRefusedException _) {
        return false;
      }
    }

    private Progress commit(
        Progress before,
        List<ReplicaChange> changes,
        List<Optional<ReplicaChange>> instead,
        Function<List<Effect>, Step> step) {
      Sealed sealed = seal(instead.stream().flatMap(Optional::stream).toList());
      return inTurn(
          handle -> {
            requireOpen(handle);
            Map<Long, Effect> written = write(handle, sealed);
            List<Effect> effects = new ArrayList<>();
            for (int i = 0; i < changes.size(); i++) {
              effects.add(effect(changes.get(i), instead.get(i), written));
            }
            Step next = step.apply(effects);
            if (!next.marks().isEmpty()) {
              rows(handle).mark(number, marks(next.marks()));
            }
            if (inParts) {
              new PartRows(handle, columns).goOn(number, before, next.after());
            }
            return next.after();
          });
    }

    private static Effect effect(
        ReplicaChange change, Optional<ReplicaChange> instead, Map<Long, Effect> written) {
      if (instead.isEmpty()) {
        return new Effect(Kind.LOST, 0);
      }
      if (!instead.get().equals(change)) {
        return new Effect(Kind.REFUSED, 0);
      }
      Effect marked = new Effect(Kind.APPLIED, 0);
      return change instanceof ReplicaChange.Stated stated
          ? written.getOrDefault(stated.line(), marked)
          : marked;
    }

    /**
     * Changes as they are to be written.
     *
     * @param rounds each record once a round: what is said twice is held against what was said
     *     before
     */
    private record Sealed(
        List<Map<List<BlindIndex>, Row>> rounds, List<ReplicaChange.Unreadable> marks) {

      private void add(Row row) {
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

    private Sealed seal(List<ReplicaChange> changes) {
      Sealed sealed = new Sealed(new ArrayList<>(), new ArrayList<>());
      for (ReplicaChange change : changes) {
        switch (change) {
          case ReplicaChange.Unreadable mark -> sealed.marks().add(mark);
          case ReplicaChange.Stated stated -> sealed.add(row(stated));
        }
      }
      return sealed;
    }

    /** Returns what became of each line. */
    private Map<Long, Effect> write(Handle handle, Sealed sealed) {
      Map<Long, Effect> effects = new HashMap<>();
      for (Map<List<BlindIndex>, Row> round : sealed.rounds()) {
        rows(handle)
            .commit(number, batch(round.values()), namesAll())
            .forEach(done -> effects.put(done.line(), done.effect()));
      }
      if (!sealed.marks().isEmpty()) {
        rows(handle).mark(number, marks(sealed.marks()));
      }
      return effects;
    }

    private ReplicaRows rows(Handle handle) {
      return new ReplicaRows(handle, information, edition);
    }

    private void requireOpen(Handle handle) {
      if (!new LoadRows(handle).isOpen(number)) {
        throw new DatabaseUnavailableException("the load was begun again meanwhile", true);
      }
    }

    private boolean namesAll() {
      return load.mode() == Load.Mode.TEST
          || (load.scope() instanceof Load.Scope.Full(Load.Missing missing, _)
              && missing == Load.Missing.DELETE);
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
              box.seal(place, put.key(), content),
              box.likeness(names(put.content()), content));
        }
        case ReplicaChange.Delete _ ->
            new Row(
                change,
                person,
                key,
                "deleted".getBytes(StandardCharsets.US_ASCII),
                new byte[0],
                new byte[0]);
      };
    }

    /** The names and dates of birth in a record, beside its groups. */
    private String names(RecordContent content) {
      return content.items().stream()
          .filter(item -> names.contains(item.code()))
          .map(item -> item.code().value() + "=" + item.value())
          .sorted()
          .collect(joining("|"));
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
          SqlArray.bytes(rows, Row::sealed),
          SqlArray.bytes(rows, Row::likeness));
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
    public ImportReceipt finish(End end, Function<Settled, ImportReceipt> receipt) {
      return inTransaction(
          handle -> {
            LoadRows loads = new LoadRows(handle);
            loads.lock(information);
            requireOpen(handle);
            LoadRelease release = LoadRelease.begin(handle, information, edition, load, number);
            List<Late> late = release.settle();
            long deleted = release.endMissing(end.registers(), end.nameless());
            LoadState state = state(release, end.touched(), deleted);
            ImportReceipt whole = receipt.apply(new Settled(state, deleted, late));
            switch (state) {
              case RELEASED -> release.register(end.registers(), end.nameless(), clock);
              case TESTED -> whole = whole.with(release.difference());
              case WAITING_FOR_TWO, OPEN, ABANDONED -> {}
            }
            if (!loads.finish(columns, number, end.digest(), whole)) {
              throw new IllegalStateException("a load that was open is not any more");
            }
            return whole;
          });
    }

    private LoadState state(LoadRelease release, Touched touched, long deleted) {
      if (load.mode() == Load.Mode.TEST) {
        return LoadState.TESTED;
      }
      return release.isForTwo(shares, touched, deleted)
          ? LoadState.WAITING_FOR_TWO
          : LoadState.RELEASED;
    }

    @Override
    public void abandon() {
      boolean _ =
          inTransaction(
              handle -> {
                boolean known = new LoadRows(handle).abandon(number);
                return known;
              });
      sweep();
    }
  }
}
