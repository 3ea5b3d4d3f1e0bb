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
import renkei.codebook.InquiryId;
import renkei.codebook.database.Columns;
import renkei.codebook.database.SealedColumns;
import renkei.tenantstore.Result;
import renkei.tenantstore.Results;

/** One transaction's view of one tenant's results. */
final class PostgresResults implements Results {

  private static final String COLUMN = "result";

  private static final String PUT =
      """
      INSERT INTO result (inquiry_id, as_of, edition, replica_version, received_at, content_box)
      VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
      """;

  private static final String FIND =
      """
      SELECT content_box, as_of, edition, replica_version, received_at
      FROM result WHERE inquiry_id = ?
      """;

  private static final String DELETE = "DELETE FROM result WHERE received_at < ?";

  private final Handle handle;
  private final SealedColumns columns;
  private final Clock clock;

  PostgresResults(Handle handle, SealedColumns columns, Clock clock) {
    this.handle = handle;
    this.columns = columns;
    this.clock = clock;
  }

  @Override
  public void put(Result result) {
    handle.execute(
        PUT,
        result.inquiry().value(),
        result.asOf(),
        result.edition().value(),
        result.replicaVersion(),
        Columns.instant(result.receivedAt()),
        columns.seal(COLUMN, row(result.inquiry()), result.content()));
  }

  @Override
  public Optional<Result> find(InquiryId inquiry) {
    return handle
        .createQuery(FIND)
        .bind(0, inquiry.value())
        .map((row, _) -> result(inquiry, row))
        .findOne();
  }

  @Override
  public int deleteOlderThan(Duration kept) {
    return handle.execute(DELETE, Columns.instant(clock.instant().minus(kept)));
  }

  private Result result(InquiryId inquiry, ResultSet row) throws SQLException {
    return new Result(
        inquiry,
        columns.open(COLUMN, row(inquiry), row.getBytes(1)),
        row.getObject(2, LocalDate.class),
        new Edition(row.getString(3)),
        row.getLong(4),
        row.getObject(5, OffsetDateTime.class).toInstant());
  }

  private static byte[] row(InquiryId inquiry) {
    return inquiry.toString().getBytes(StandardCharsets.US_ASCII);
  }
}
