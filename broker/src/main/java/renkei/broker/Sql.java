package renkei.broker;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Function;

/**
 * The few statements that run for every provision, without a mapping layer in between: measured, it
 * costs as much as the driver itself.
 */
final class Sql {

  /** The database refused a statement; the cause says why. */
  static final class StatementFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StatementFailedException(SQLException cause) {
      super("a statement failed", cause);
    }
  }

  /** Fills in a statement. */
  interface Binding {
    void bind(PreparedStatement statement) throws SQLException;
  }

  /** Reads one row. */
  interface Reading<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** Runs a query of at most one row. */
  static <T> Optional<T> findOne(Work work, String sql, Binding binding, Reading<T> reading) {
    try (PreparedStatement statement = work.handle().getConnection().prepareStatement(sql)) {
      binding.bind(statement);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() ? Optional.of(reading.read(rows)) : Optional.empty();
      }
    } catch (SQLException e) {
      throw new StatementFailedException(e);
    }
  }

  /** Runs one statement for each of several bindings, in one round trip. */
  static <T> void batch(Work work, String sql, Iterable<T> items, Function<T, Binding> bindings) {
    try (PreparedStatement statement = work.handle().getConnection().prepareStatement(sql)) {
      for (T item : items) {
        bindings.apply(item).bind(statement);
        statement.addBatch();
      }
      int[] _ = statement.executeBatch();
    } catch (SQLException e) {
      throw new StatementFailedException(e);
    }
  }

  static OffsetDateTime time(Instant instant) {
    return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
  }

  private Sql() {}
}
