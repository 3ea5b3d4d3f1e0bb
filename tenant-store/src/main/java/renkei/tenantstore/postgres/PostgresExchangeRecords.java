package renkei.tenantstore.postgres;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.Exchange;
import renkei.codebook.Exchange.Role;
import renkei.codebook.PermitId;
import renkei.codebook.RecordId;
import renkei.codebook.database.BlindIndex;
import renkei.codebook.database.NamedSql;
import renkei.codebook.database.SealedColumns;
import renkei.tenantstore.ExchangeRecord;
import renkei.tenantstore.ExchangeRecords;
import renkei.tenantstore.RecordExport;
import renkei.tenantstore.RecordProof;
import renkei.tenantstore.RecordText;
import renkei.tenantstore.SignedHead;

/**
 * The tables {@code exchange_record} and {@code hidden_record}: one transaction's view of one
 * tenant's exchange records.
 */
record PostgresExchangeRecords(
    Handle handle, SealedColumns columns, TreeRows tree, Clock clock, RandomGenerator random)
    implements ExchangeRecords {

  private static final String COLUMN = "exchange";
  private static final int PAGE = 500;

  private static final NamedSql APPEND =
      NamedSql.of(
          """
          WITH recorded AS (
            INSERT INTO exchange_record (record_id, role, outcome, at, inquiry_id, permit_id,
              subject_index, leaf_hash, text_box)
            VALUES (:id, :role, :outcome, :at, :inquiry, :permit, :subject, :hash, :text)
            ON CONFLICT DO NOTHING RETURNING record_id, leaf_hash)
          """
              + LeafRows.wait("recorded"));

  private static final String SELECT =
      """
      SELECT record_id, text_box, leaf_hash, leaf_index
      FROM exchange_record LEFT JOIN %s USING (tenant, record_id, leaf_hash)
      """
          .formatted(LeafRows.LEAVES);

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

  /** From the tree to the records, so that a record that vanished leaves a hole. */
  private static final NamedSql SEALED =
      NamedSql.of(
          """
          SELECT leaf.record_id, text_box, exchange_record.leaf_hash, leaf_index
          FROM %s LEFT JOIN exchange_record USING (tenant, record_id)
          WHERE leaf_index < :size ORDER BY leaf_index
          """
              .formatted(LeafRows.LEAVES));

  private static final NamedSql ESCAPED =
      NamedSql.of(
          "SELECT record_id FROM exchange_record WHERE %s LIMIT 1"
              .formatted(LeafRows.escaped("exchange_record.record_id")));

  /** One row, its text opened and held against its hash. */
  private record Row(RecordText text, OptionalLong leafIndex) {

    private ExchangeRecord record() {
      return text.record(leafIndex);
    }
  }

  @Override
  public boolean append(Exchange exchange) {
    RecordId id = RecordId.random(clock, random);
    RecordText text = RecordText.of(id, exchange, salt());
    byte[] sealed =
        columns.seal(COLUMN, row(id.value()), text.line().getBytes(StandardCharsets.UTF_8));
    return APPEND
            .on(handle)
            .bind("id", id.value())
            .bind("role", exchange.role())
            .bind("outcome", exchange.outcome())
            .bind("at", exchange.at())
            .bind("inquiry", exchange.inquiry().value())
            .bind("permit", exchange.permit().map(PermitId::value).orElse(null))
            .bind(
                "subject",
                exchange.subject().map(columns::index).map(BlindIndex::bytes).orElse(null))
            .bind("hash", text.leafHash())
            .bind("text", sealed)
            .update()
        == 1;
  }

  @Override
  public void forEach(Role role, Consumer<ExchangeRecord> reader) {
    BY_ROLE
        .on(handle)
        .bind("role", role)
        .forEach(PAGE, this::read, row -> reader.accept(row.record()));
  }

  @Override
  public List<ExchangeRecord> history(AddresseeNumber person, int limit) {
    return HISTORY
        .on(handle)
        .bind("person", columns.index(person).bytes())
        .bind("limit", limit)
        .list(this::read)
        .stream()
        .map(Row::record)
        .toList()
        .reversed();
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
    Optional<Row> sealed =
        BY_ID
            .on(handle)
            .bind("id", id.value())
            .findOne(this::read)
            .filter(row -> row.leafIndex().isPresent());
    return sealed.flatMap(
        row -> {
          long index = row.leafIndex().getAsLong();
          return head()
              .filter(head -> index < head.size())
              .map(head -> new RecordProof(head, row.text().line(), index, path(head, index)));
        });
  }

  private List<String> path(SignedHead head, long index) {
    return tree.path(head, index).stream().map(HexFormat.of()::formatHex).toList();
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
    RecordExport.opening(head).forEach(lines);
    SEALED
        .on(handle)
        .bind("size", head.size())
        .forEach(
            PAGE,
            this::read,
            row -> lines.accept(RecordExport.record(row.leafIndex().orElseThrow(), row.text())));
  }

  private Row read(ResultSet row) throws SQLException {
    UUID id = row.getObject(1, UUID.class);
    byte[] sealed = row.getBytes(2);
    if (sealed == null) {
      throw new IllegalStateException("record " + id + " of " + tree.tenant() + " is gone");
    }
    RecordText text =
        new RecordText(new String(columns.open(COLUMN, row(id), sealed), StandardCharsets.UTF_8));
    if (!Arrays.equals(text.leafHash(), row.getBytes(3))) {
      throw new IllegalStateException("record " + id + " of " + tree.tenant() + " was changed");
    }
    long leaf = row.getLong(4);
    return new Row(text, row.wasNull() ? OptionalLong.empty() : OptionalLong.of(leaf));
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
