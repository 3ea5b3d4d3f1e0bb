package renkei.codebook.database;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/**
 * The few statements that run for every exchange, without a mapping layer in between: measured, it
 * costs as much as the driver itself.
 */
public final class Sql {

  /** The database refused a statement; the cause says why. */
  static final class StatementFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StatementFailedException(SQLException cause) {
      super("a statement failed", cause);
    }
  }

  /** Fills in a statement; parameters count from one. */
  public interface Binding {
    /** Sets all parameters. */
    void bind(PreparedStatement statement) throws SQLException;
  }

  /** Reads one row; columns count from one. */
  public interface Reading<T> {
    /** What the row says; must not move on to another. */
    T read(ResultSet row) throws SQLException;
  }

  /** Runs a query of at most one row. */
  public static <T> Optional<T> findOne(
      Handle handle, String sql, Binding binding, Reading<T> reading) {
    try (PreparedStatement statement = handle.getConnection().prepareStatement(sql)) {
      binding.bind(statement);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() ? Optional.of(reading.read(rows)) : Optional.empty();
      }
    } catch (SQLException e) {
      throw new StatementFailedException(e);
    }
  }

  /** Runs a query, and reads all its rows in their order. */
  public static <T> List<T> list(Handle handle, String sql, Binding binding, Reading<T> reading) {
    try (PreparedStatement statement = handle.getConnection().prepareStatement(sql)) {
      binding.bind(statement);
      List<T> all = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          all.add(reading.read(rows));
        }
      }
      return all;
    } catch (SQLException e) {
      throw new StatementFailedException(e);
    }
  }

  /** Runs a statement that changes rows; returns how many. */
  public static int update(Handle handle, String sql, Binding binding) {
    try (PreparedStatement statement = handle.getConnection().prepareStatement(sql)) {
      binding.bind(statement);
      return statement.executeUpdate();
    } catch (SQLException e) {
      throw new StatementFailedException(e);
    }
  }

  /** Runs one statement for each of several bindings, in one round trip. */
  public static <T> void batch(
      Handle handle, String sql, Iterable<T> items, Function<T, Binding> bindings) {
    try (PreparedStatement statement = handle.getConnection().prepareStatement(sql)) {
      for (T item : items) {
        bindings.apply(item).bind(statement);
        statement.addBatch();
      }
      int[] _ = statement.executeBatch();
    } catch (SQLException e) {
      throw new StatementFailedException(e);
    }
  }

  /** One {@code timestamptz}. */
  public static OffsetDateTime time(Instant instant) {
    return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
  }

  private Sql() {}
}
