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
import java.util.function.Consumer;
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

  private interface Work<T> {
    T run(PreparedStatement statement) throws SQLException;
  }

  private static <T> T run(Handle handle, String sql, Work<T> work) {
    try (PreparedStatement statement = handle.getConnection().prepareStatement(sql)) {
      return work.run(statement);
    } catch (SQLException e) {
      throw new StatementFailedException(e);
    }
  }

  /** Runs a query of at most one row. */
  public static <T> Optional<T> findOne(
      Handle handle, String sql, Binding binding, Reading<T> reading) {
    return run(
        handle,
        sql,
        statement -> {
          binding.bind(statement);
          try (ResultSet rows = statement.executeQuery()) {
            return rows.next() ? Optional.of(reading.read(rows)) : Optional.empty();
          }
        });
  }

  /** Runs a query, and reads all its rows in their order. */
  public static <T> List<T> list(Handle handle, String sql, Binding binding, Reading<T> reading) {
    List<T> all = new ArrayList<>();
    forEach(handle, sql, 0, binding, reading, all::add);
    return all;
  }

  /**
   * Runs a query, and hands its rows over in their order.
   *
   * @param page how many rows are fetched together; 0 for all of them
   */
  static <T> void forEach(
      Handle handle,
      String sql,
      int page,
      Binding binding,
      Reading<T> reading,
      Consumer<? super T> reader) {
    boolean _ =
        run(
            handle,
            sql,
            statement -> {
              statement.setFetchSize(page);
              binding.bind(statement);
              try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                  reader.accept(reading.read(rows));
                }
                return true;
              }
            });
  }

  /** Runs a statement that changes rows; returns how many. */
  public static int update(Handle handle, String sql, Binding binding) {
    return run(
        handle,
        sql,
        statement -> {
          binding.bind(statement);
          return statement.executeUpdate();
        });
  }

  /** Runs one statement for each of several bindings, in one round trip. */
  public static <T> void batch(
      Handle handle, String sql, Iterable<T> items, Function<T, Binding> bindings) {
    int[] _ =
        run(
            handle,
            sql,
            statement -> {
              for (T item : items) {
                bindings.apply(item).bind(statement);
                statement.addBatch();
              }
              return statement.executeBatch();
            });
  }

  /** One {@code timestamptz}. */
  public static OffsetDateTime time(Instant instant) {
    return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
  }

  private Sql() {}
}
