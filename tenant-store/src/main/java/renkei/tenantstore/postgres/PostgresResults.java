package renkei.tenantstore.postgres;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import renkei.codebook.Edition;
import renkei.codebook.ExchangeId;
import renkei.codebook.database.NamedSql;
import renkei.codebook.database.SealedColumns;
import renkei.tenantstore.Result;
import renkei.tenantstore.Results;

/** The table {@code result}: one transaction's view of one tenant's results. */
record PostgresResults(Handle handle, SealedColumns columns, Clock clock) implements Results {

  private static final String COLUMN = "result";

  private static final NamedSql PUT =
      NamedSql.of(
          """
          INSERT INTO result
            (inquiry_id, as_of, edition, replica_version, received_at, content_box)
          VALUES (:exchange, :asOf, :edition, :version, :receivedAt, :content)
          ON CONFLICT DO NOTHING
          """);

  private static final NamedSql FIND =
      NamedSql.of(
          """
          SELECT content_box, as_of, edition, replica_version, received_at
          FROM result WHERE inquiry_id = :exchange
          """);

  private static final NamedSql DELETE =
      NamedSql.of("DELETE FROM result WHERE received_at < :before");

  @Override
  public void put(Result result) {
    int _ =
        PUT.on(handle)
            .bind("exchange", result.exchange().value())
            .bind("asOf", result.asOf())
            .bind("edition", result.edition().value())
            .bind("version", result.replicaVersion())
            .bind("receivedAt", result.receivedAt())
            .bind("content", columns.seal(COLUMN, row(result.exchange()), result.content()))
            .update();
  }

  @Override
  public Optional<Result> find(ExchangeId exchange) {
    return FIND.on(handle).bind("exchange", exchange.value()).findOne(row -> result(exchange, row));
  }

  @Override
  public int deleteOlderThan(Duration kept) {
    return DELETE.on(handle).bind("before", clock.instant().minus(kept)).update();
  }

  private Result result(ExchangeId exchange, ResultSet row) throws SQLException {
    return new Result(
        exchange,
        columns.open(COLUMN, row(exchange), row.getBytes(1)),
        row.getObject(2, LocalDate.class),
        new Edition(row.getString(3)),
        row.getLong(4),
        row.getObject(5, OffsetDateTime.class).toInstant());
  }

  private static byte[] row(ExchangeId exchange) {
    return exchange.toString().getBytes(StandardCharsets.US_ASCII);
  }
}
