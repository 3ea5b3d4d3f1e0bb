package renkei.gateway.witness;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import renkei.codebook.database.PlatformTransaction;

/** One row for each gateway, whose number grows: whatever was committed before it is there too. */
final class WitnessRows {

  private static final String IDENTITY =
      """
      SELECT system_identifier::text, substr(pg_walfile_name(pg_current_wal_insert_lsn()), 1, 8)
      FROM pg_control_system()
      """;

  private static final String LOG_POSITION = "SELECT pg_current_wal_insert_lsn()::text";

  private static final String BEGIN =
      "INSERT INTO gateway_witness (gateway, number, seen_at) VALUES (:gateway, 1, :at)";

  private static final String ADVANCE =
      """
      UPDATE gateway_witness SET number = number + 1, seen_at = :at
      WHERE gateway = :gateway AND number >= :number
      RETURNING number
      """;

  private static final String FIND =
      "SELECT number, seen_at FROM gateway_witness WHERE gateway = :gateway";

  private WitnessRows() {}

  static Identity identity(PlatformTransaction transaction) {
    return transaction
        .handle()
        .createQuery(IDENTITY)
        .map((row, _) -> new Identity(row.getString(1), Integer.parseInt(row.getString(2), 16)))
        .one();
  }

  /** Where the next record of the log goes: it stays while nothing is written. */
  static String logPosition(PlatformTransaction transaction) {
    return transaction.handle().createQuery(LOG_POSITION).mapTo(String.class).one();
  }

  static void begin(PlatformTransaction transaction, UUID gateway, Instant at) {
    int _ =
        transaction.handle().createUpdate(BEGIN).bind("gateway", gateway).bind("at", at).execute();
  }

  /** The number the row has from now on; empty if there is no row with that number or more. */
  static Optional<Long> advance(PlatformTransaction transaction, Testimony last, Instant at) {
    return transaction
        .handle()
        .createQuery(ADVANCE)
        .bind("gateway", last.gateway())
        .bind("number", last.number())
        .bind("at", at)
        .mapTo(Long.class)
        .findOne();
  }

  /** In words, for people. */
  static String found(PlatformTransaction transaction, Testimony last) {
    return find(transaction.handle(), last.gateway()).orElse("no such row");
  }

  private static Optional<String> find(Handle handle, UUID gateway) {
    return handle
        .createQuery(FIND)
        .bind("gateway", gateway)
        .map((row, _) -> describe(row))
        .findOne();
  }

  private static String describe(ResultSet row) throws SQLException {
    return "row %d of %s".formatted(row.getLong("number"), row.getTimestamp("seen_at").toInstant());
  }
}
