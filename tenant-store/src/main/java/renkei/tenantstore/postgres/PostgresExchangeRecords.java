package renkei.tenantstore.postgres;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.Exchange;
import renkei.codebook.Exchange.Role;
import renkei.codebook.InformationCode;
import renkei.codebook.PermitId;
import renkei.codebook.ProcedureCode;
import renkei.codebook.RecordId;
import renkei.codebook.database.BlindIndex;
import renkei.codebook.database.NamedSql;
import renkei.codebook.database.SealedColumns;
import renkei.codebook.database.SqlArray;
import renkei.tenantstore.record.ExchangeRecord;
import renkei.tenantstore.record.ExchangeRecords;
import renkei.tenantstore.record.RecordExport;
import renkei.tenantstore.record.RecordProof;
import renkei.tenantstore.record.RecordSearch;
import renkei.tenantstore.record.RecordText;
import renkei.tenantstore.record.SignedHead;

/**
 * The tables {@code exchange_record} and {@code hidden_record}: one transaction's view of one
 * tenant's exchange records.
 */
record PostgresExchangeRecords(
    Handle handle, SealedColumns columns, TreeRows tree, Clock clock, RandomGenerator random)
    implements ExchangeRecords {

  private static final String COLUMN = "exchange";
  private static final int PAGE = 500;

  private static final NamedSql APPEND = append("");

  /** As the other, where one of them is not to be shown to the person. */
  private static final NamedSql APPEND_HIDDEN =
      append(
          """
          , hidden AS (
            INSERT INTO hidden_record (record_id, since)
            SELECT r.record_id, :hiddenSince FROM recorded r WHERE r.record_id = ANY (:hidden))\
          """);

  /** In one order, so that no two who record the same exchanges wait for each other. */
  private static NamedSql append(String more) {
    return NamedSql.of(
        """
        WITH recorded AS (
          INSERT INTO exchange_record (record_id, form, role, outcome, at, once_index, procedure,
            information, subject_index, leaf_hash, text_box)
          SELECT u.id, 2, u.role, u.outcome, u.at, u.once, u.procedure, u.information,
            nullif(u.subject, ''::bytea), u.hash, u.text
          FROM unnest(:ids, :roles, :outcomes, :times, :onces, :procedures, :informations,
            :subjects, :hashes, :texts) AS u
            (id, role, outcome, at, once, procedure, information, subject, hash, text)
          ORDER BY u.once ON CONFLICT DO NOTHING RETURNING record_id, leaf_hash),
        waiting AS (%s)%s
        SELECT record_id FROM recorded
        """
            .formatted(LeafRows.wait("recorded"), more));
  }

  private static final String SELECT =
      "SELECT record_id, text_box, leaf_hash FROM exchange_record ";

  private static final NamedSql BY_ROLE =
      NamedSql.of(SELECT + "WHERE role = :role ORDER BY record_id");

  private static final NamedSql HISTORY =
      NamedSql.of(
          SELECT
              + """
              WHERE subject_index = :person AND NOT EXISTS (
                SELECT FROM hidden_record h WHERE h.record_id = exchange_record.record_id)
              ORDER BY record_id DESC LIMIT :limit
              """);

  private static final NamedSql SEARCH = search("");

  private static final NamedSql SEARCH_OF_PERSON = search("subject_index = :person AND ");

  /** What a record of form 1 is about stands in its text alone. */
  private static NamedSql search(String who) {
    return NamedSql.of(
        SELECT
            + "WHERE "
            + who
            + """
            record_id >= :first AND record_id < :after AND at >= :from AND at < :to
              AND role = ANY (:roles)
              AND (form = 1
                OR (procedure = coalesce(:procedure, procedure)
                  AND information = coalesce(:information, information)))
            ORDER BY record_id DESC LIMIT :atMost
            """);
  }

  /** Longer than a transaction lasts, or clocks differ: between a decision and its record's id. */
  private static final Duration APART = Duration.ofDays(1);

  private static final Instant EARLIEST = Instant.parse("1970-01-02T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

  private static final NamedSql HIDE =
      NamedSql.of(
          """
          WITH known AS (SELECT record_id FROM exchange_record WHERE record_id = :id),
            hidden AS (
              INSERT INTO hidden_record (record_id, since) SELECT record_id, :now FROM known
              ON CONFLICT DO NOTHING)
          SELECT EXISTS (SELECT FROM known)
          """);

  private static final NamedSql SHOW =
      NamedSql.of("DELETE FROM hidden_record WHERE record_id = :id");

  private static final NamedSql BY_ID = NamedSql.of(SELECT + "WHERE record_id = :id");

  private static final NamedSql BY_IDS = NamedSql.of(SELECT + "WHERE record_id = ANY (:ids)");

  private static final NamedSql ESCAPED =
      NamedSql.of(
          "SELECT record_id FROM exchange_record WHERE %s LIMIT 1"
              .formatted(LeafRows.escaped("exchange_record.record_id")));

  private static final NamedSql FORM_TWO =
      NamedSql.of("SELECT EXISTS (SELECT FROM exchange_record WHERE form = 2)");

  /** One row as it is kept. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Stored(UUID id, byte[] box, byte[] hash) {

    private static Stored of(ResultSet row) throws SQLException {
      return new Stored(row.getObject(1, UUID.class), row.getBytes(2), row.getBytes(3));
    }
  }

  /** One row, its text opened and held against its hash. */
  private record Row(UUID id, RecordText text) {}

  /** An exchange to be put on record. */
  private record Entry(RecordId id, Exchange exchange, RecordText text) {

    private UUID row() {
      return id.value();
    }

    private byte[] bytes() {
      return text.text().getBytes(StandardCharsets.UTF_8);
    }
  }

  @Override
  public List<Boolean> append(List<Exchange> exchanges) {
    List<Entry> entries = exchanges.stream().map(this::entry).toList();
    List<Entry> hidden = entries.stream().filter(each -> each.exchange().isHidden()).toList();
    Set<UUID> recorded =
        Set.copyOf(
            (hidden.isEmpty() ? APPEND : APPEND_HIDDEN)
                .on(handle)
                .bindAll(binds -> bind(binds, entries))
                .bindAll(binds -> bindHidden(binds, hidden))
                .list(row -> row.getObject(1, UUID.class)));
    return entries.stream().map(entry -> recorded.contains(entry.row())).toList();
  }

  private Entry entry(Exchange exchange) {
    RecordId id = RecordId.random(clock, random);
    return new Entry(id, exchange, RecordText.of(id, exchange, salt()));
  }

  private void bind(NamedSql.Binds binds, List<Entry> entries) {
    binds
        .bind("ids", SqlArray.uuids(entries, Entry::row))
        .bind("roles", SqlArray.texts(entries, each -> each.exchange().role().name()))
        .bind("outcomes", SqlArray.texts(entries, each -> each.exchange().told().outcome().name()))
        .bind("times", SqlArray.times(entries, each -> each.exchange().told().at()))
        .bind("onces", SqlArray.bytes(entries, each -> once(each.exchange()).bytes()))
        .bind(
            "procedures",
            SqlArray.texts(entries, each -> each.exchange().asked().procedure().value()))
        .bind(
            "informations",
            SqlArray.texts(entries, each -> each.exchange().asked().information().value()))
        .bind("subjects", SqlArray.bytes(entries, each -> subject(each.exchange())))
        .bind("hashes", SqlArray.bytes(entries, each -> each.text().leafHash()))
        .bind(
            "texts",
            SqlArray.bytes(entries, each -> columns.seal(COLUMN, row(each.row()), each.bytes())));
  }

  private void bindHidden(NamedSql.Binds binds, List<Entry> hidden) {
    if (!hidden.isEmpty()) {
      binds.bind("hidden", SqlArray.uuids(hidden, Entry::row)).bind("hiddenSince", clock.instant());
    }
  }

  /** Nothing where it is about nobody. */
  private byte[] subject(Exchange exchange) {
    return exchange
        .subject()
        .map(columns::index)
        .map(BlindIndex::bytes)
        .orElseGet(() -> new byte[0]);
  }

  /**
   * By what a tenant has one record of an exchange: in its own keys, so that no other's is equal.
   */
  private BlindIndex once(Exchange exchange) {
    Optional<PermitId> answered = exchange.permit().filter(_ -> exchange.role() == Role.PROVIDER);
    return answered
        .map(permit -> columns.index("permit", permit.toString()))
        .orElseGet(() -> columns.index("exchange", exchange.id().toString()));
  }

  @Override
  public void forEach(Role role, Consumer<ExchangeRecord> reader) {
    BY_ROLE
        .on(handle)
        .bind("role", role)
        .forEach(PAGE, this::read, row -> reader.accept(row.text().record()));
  }

  @Override
  public List<ExchangeRecord> history(AddresseeNumber person, int limit) {
    return HISTORY
        .on(handle)
        .bind("person", columns.index(person).bytes())
        .bind("limit", limit)
        .list(this::read)
        .stream()
        .map(row -> row.text().record())
        .toList()
        .reversed();
  }

  @Override
  public RecordSearch.Page search(RecordSearch wanted, Optional<RecordId> after, int atMost) {
    List<ExchangeRecord> found =
        (wanted.person().isPresent() ? SEARCH_OF_PERSON : SEARCH)
                .on(handle)
                .bindAll(binds -> bind(binds, wanted, after))
                .bind("atMost", atMost + 1)
                .list(this::read)
                .stream()
                .map(row -> row.text().record())
                .toList();
    List<ExchangeRecord> looked = found.subList(0, Math.min(found.size(), atMost));
    return new RecordSearch.Page(
        looked.stream().filter(wanted::isOfTheMatter).toList(),
        found.size() > atMost ? Optional.of(looked.getLast().id()) : Optional.empty());
  }

  private void bind(NamedSql.Binds binds, RecordSearch wanted, Optional<RecordId> after) {
    Instant from = within(wanted.from().orElse(EARLIEST));
    Instant to = within(wanted.to().orElse(LATEST));
    UUID end = RecordId.firstAt(to.plus(APART)).value();
    List<Role> roles = wanted.role().map(List::of).orElse(List.of(Role.values()));
    binds
        .bind("first", RecordId.firstAt(from.minus(APART)).value())
        .bind("after", after.map(RecordId::value).filter(seen -> isBefore(seen, end)).orElse(end))
        .bind("from", from)
        .bind("to", to)
        .bind("roles", SqlArray.texts(roles, Role::name))
        .bind("procedure", wanted.procedure().map(ProcedureCode::value).orElse(null))
        .bind("information", wanted.information().map(InformationCode::value).orElse(null));
    wanted.person().ifPresent(person -> binds.bind("person", columns.index(person).bytes()));
  }

  private static Instant within(Instant bound) {
    return bound.isBefore(EARLIEST) ? EARLIEST : bound.isAfter(LATEST) ? LATEST : bound;
  }

  /** As PostgreSQL orders them: bit by bit. */
  private static boolean isBefore(UUID one, UUID other) {
    return one.toString().compareTo(other.toString()) < 0;
  }

  @Override
  public boolean hide(RecordId id) {
    return HIDE.on(handle)
        .bind("id", id.value())
        .bind("now", clock.instant())
        .one(row -> row.getBoolean(1));
  }

  @Override
  public void show(RecordId id) {
    int _ = SHOW.on(handle).bind("id", id.value()).update();
  }

  @Override
  public Optional<SignedHead> head() {
    return tree.newest().map(TreeRows.Grown::head);
  }

  @Override
  public Optional<RecordProof> prove(RecordId id) {
    return BY_ID
        .on(handle)
        .bind("id", id.value())
        .findOne(this::read)
        .flatMap(row -> tree.newest().flatMap(head -> prove(row, head)));
  }

  /** The head was read before the place, which may be behind it therefore. */
  private Optional<RecordProof> prove(Row row, TreeRows.Grown head) {
    OptionalLong place = new LeafRows(handle).place(row.id());
    if (place.isEmpty() || place.getAsLong() >= head.head().size()) {
      return Optional.empty();
    }
    long index = place.getAsLong();
    List<String> path =
        tree.path(head, index, row.text().leafHash()).stream()
            .map(HexFormat.of()::formatHex)
            .toList();
    return Optional.of(new RecordProof(head.head(), row.text().text(), index, path));
  }

  @Override
  public void export(Consumer<String> lines) {
    ESCAPED
        .on(handle)
        .findOne(row -> row.getObject(1, UUID.class))
        .ifPresent(
            id -> {
              throw new IllegalStateException(
                  "record " + id + " of " + tree.tenant() + " is not in the tree");
            });
    head().ifPresent(head -> export(head, lines));
  }

  private void export(SignedHead head, Consumer<String> lines) {
    boolean bothForms = FORM_TWO.on(handle).one(row -> row.getBoolean(1));
    RecordExport.opening(head, bothForms).forEach(lines);
    new LeafRows(handle).forEach(head.size(), PAGE, leaves -> export(leaves, lines));
  }

  /** From the tree to the records, so that a record that vanished leaves a hole. */
  private void export(List<LeafRows.Leaf> leaves, Consumer<String> lines) {
    Map<UUID, Stored> stored =
        BY_IDS
            .on(handle)
            .bind("ids", SqlArray.uuids(leaves, LeafRows.Leaf::record))
            .list(Stored::of)
            .stream()
            .collect(Collectors.toMap(Stored::id, Function.identity()));
    for (LeafRows.Leaf leaf : leaves) {
      Stored found = stored.get(leaf.record());
      if (found == null) {
        throw new IllegalStateException(
            "record " + leaf.record() + " of " + tree.tenant() + " is gone");
      }
      if (!Arrays.equals(found.hash(), leaf.hash())) {
        throw changed(leaf.record());
      }
      lines.accept(RecordExport.record(leaf.index(), open(found).text()));
    }
  }

  private Row read(ResultSet row) throws SQLException {
    return open(Stored.of(row));
  }

  private Row open(Stored stored) {
    byte[] text = columns.open(COLUMN, row(stored.id()), stored.box());
    RecordText record = RecordText.read(new String(text, StandardCharsets.UTF_8));
    if (!Arrays.equals(record.leafHash(), stored.hash())) {
      throw changed(stored.id());
    }
    return new Row(stored.id(), record);
  }

  private IllegalStateException changed(UUID id) {
    return new IllegalStateException("record " + id + " of " + tree.tenant() + " was changed");
  }

  private static byte[] row(UUID id) {
    return id.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private String salt() {
    byte[] salt = new byte[16];
    random.nextBytes(salt);
    return HexFormat.of().formatHex(salt);
  }
}
