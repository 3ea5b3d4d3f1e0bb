package renkei.tenantstore.postgres;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
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
import org.jdbi.v3.core.result.ResultIterable;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.Exchange;
import renkei.codebook.Exchange.Role;
import renkei.codebook.PermitId;
import renkei.codebook.RecordId;
import renkei.codebook.database.BlindIndex;
import renkei.codebook.database.Columns;
import renkei.codebook.database.SealedColumns;
import renkei.codebook.database.Sql;
import renkei.tenantstore.ExchangeRecord;
import renkei.tenantstore.ExchangeRecords;
import renkei.tenantstore.RecordExport;
import renkei.tenantstore.RecordProof;
import renkei.tenantstore.RecordText;
import renkei.tenantstore.SignedHead;

/** One transaction's view of one tenant's exchange records. */
final class PostgresExchangeRecords implements ExchangeRecords {

  private static final String COLUMN = "exchange";
  private static final int PAGE = 500;

  private static final String APPEND =
      """
      WITH recorded AS (
        INSERT INTO exchange_record
          (record_id, role, outcome, at, inquiry_id, permit_id, subject_index, leaf_hash, text_box)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT DO NOTHING RETURNING record_id, leaf_hash)
      INSERT INTO unsealed_record (record_id, leaf_hash) SELECT record_id, leaf_hash FROM recorded
      """;

  private static final String SELECT =
      """
      SELECT record_id, text_box, leaf_hash, leaf_index
      FROM exchange_record LEFT JOIN sealed_record USING (tenant, record_id, leaf_hash)
      """;

  private static final String BY_ROLE = SELECT + "WHERE role = ? ORDER BY record_id";

  private static final String HISTORY =
      SELECT
          + """
          WHERE subject_index = ?
            AND NOT EXISTS (SELECT FROM hidden_record h WHERE h.record_id = exchange_record.record_id)
          ORDER BY record_id DESC LIMIT ?
          """;

  private static final String HIDE =
      """
      WITH known AS (SELECT record_id FROM exchange_record WHERE record_id = ?),
        hidden AS (
          INSERT INTO hidden_record (record_id, since) SELECT record_id, ? FROM known
          ON CONFLICT DO NOTHING)
      SELECT EXISTS (SELECT FROM known)
      """;

  private static final String SHOW = "DELETE FROM hidden_record WHERE record_id = ?";

  private static final String BY_ID = SELECT + "WHERE record_id = ?";

  /** From the tree to the records, so that a record that vanished leaves a hole. */
  private static final String SEALED =
      """
      SELECT sealed_record.record_id, text_box, exchange_record.leaf_hash, leaf_index
      FROM sealed_record LEFT JOIN exchange_record USING (tenant, record_id)
      WHERE leaf_index < ? ORDER BY leaf_index
      """;

  private static final String ESCAPED =
      """
      SELECT record_id FROM exchange_record
      WHERE NOT EXISTS (SELECT FROM sealed_record s WHERE s.record_id = exchange_record.record_id)
        AND NOT EXISTS (SELECT FROM unsealed_record u WHERE u.record_id = exchange_record.record_id)
      LIMIT 1
      """;

  private final Handle handle;
  private final SealedColumns columns;
  private final TreeRows tree;
  private final Clock clock;
  private final RandomGenerator random;

  PostgresExchangeRecords(
      Handle handle, SealedColumns columns, TreeRows tree, Clock clock, RandomGenerator random) {
    this.handle = handle;
    this.columns = columns;
    this.tree = tree;
    this.clock = clock;
    this.random = random;
  }

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
    byte[] box =
        columns.seal(COLUMN, row(id.value()), text.line().getBytes(StandardCharsets.UTF_8));
    return Sql.update(
            handle,
            APPEND,
            statement -> {
              statement.setObject(1, id.value());
              statement.setString(2, exchange.role().name());
              statement.setString(3, exchange.outcome().name());
              statement.setObject(4, Sql.time(exchange.at()));
              statement.setObject(5, exchange.inquiry().value());
              statement.setObject(
                  6, exchange.permit().map(PermitId::value).orElse(null), Types.OTHER);
              statement.setBytes(
                  7, exchange.subject().map(columns::index).map(BlindIndex::bytes).orElse(null));
              statement.setBytes(8, text.leafHash());
              statement.setBytes(9, box);
            })
        == 1;
  }

  @Override
  public void forEach(Role role, Consumer<ExchangeRecord> reader) {
    rows(BY_ROLE, role.name()).forEach(row -> reader.accept(row.record()));
  }

  @Override
  public List<ExchangeRecord> history(AddresseeNumber person, int limit) {
    return rows(HISTORY, columns.index(person).bytes(), limit).stream()
        .map(Row::record)
        .toList()
        .reversed();
  }

  @Override
  public boolean hide(RecordId id) {
    return handle
        .createQuery(HIDE)
        .bind(0, id.value())
        .bind(1, Columns.instant(clock.instant()))
        .mapTo(Boolean.class)
        .one();
  }

  @Override
  public void show(RecordId id) {
    handle.execute(SHOW, id.value());
  }

  @Override
  public Optional<SignedHead> head() {
    return tree.newest().map(TreeRows.Grown::head);
  }

  @Override
  public Optional<RecordProof> prove(RecordId id) {
    Optional<Row> sealed =
        rows(BY_ID, id.value()).findOne().filter(row -> row.leafIndex().isPresent());
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
    handle
        .createQuery(ESCAPED)
        .mapTo(UUID.class)
        .findOne()
        .ifPresent(
            id -> {
              throw new IllegalStateException(
                  "record " + id + " of " + tree.tenant() + " is not in the tree");
            });
    head()
        .ifPresent(
            head -> {
              RecordExport.opening(head).forEach(lines);
              rows(SEALED, head.size())
                  .forEach(
                      row ->
                          lines.accept(
                              RecordExport.record(row.leafIndex().orElseThrow(), row.text())));
            });
  }

  private ResultIterable<Row> rows(String query, Object... arguments) {
    var select = handle.createQuery(query).setFetchSize(PAGE);
    for (int i = 0; i < arguments.length; i++) {
      select.bind(i, arguments[i]);
    }
    return select.map((row, _) -> read(row));
  }

  private Row read(ResultSet row) throws SQLException {
    UUID id = row.getObject(1, UUID.class);
    byte[] box = row.getBytes(2);
    if (box == null) {
      throw new IllegalStateException("record " + id + " of " + tree.tenant() + " is gone");
    }
    RecordText text =
        new RecordText(new String(columns.open(COLUMN, row(id), box), StandardCharsets.UTF_8));
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
