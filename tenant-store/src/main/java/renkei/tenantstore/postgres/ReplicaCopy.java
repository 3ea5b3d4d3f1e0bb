package renkei.tenantstore.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import renkei.codebook.database.DatabaseSettings;

/**
 * What loads are measured against: the rows of a load, by COPY and one connection, into a table
 * with the same keys and indexes. The rows come from a file of the server: nothing else has a part
 * in it.
 */
final class ReplicaCopy {

  private static final String TABLE = "replica_measured";

  private ReplicaCopy() {}

  /** Copies all rows, and takes the copy away again; returns how many went in a second. */
  static double rowsPerSecond(DatabaseSettings settings) {
    try (Connection connection =
            DriverManager.getConnection(settings.url(), settings.user(), settings.password());
        Statement statement = connection.createStatement()) {
      connection.setSchema("renkei");
      String file = file(statement);
      int rows = statement.executeUpdate(ReplicaRows.copyTo(file));
      int _ = statement.executeUpdate(ReplicaRows.twin(TABLE));
      long begun = System.nanoTime();
      int copied = statement.executeUpdate("COPY " + TABLE + " FROM " + file + " (FORMAT binary)");
      long nanos = System.nanoTime() - begun;
      int _ = statement.executeUpdate("DROP TABLE " + TABLE);
      if (copied != rows) {
        throw new IllegalStateException("not all rows were copied");
      }
      return copied * 1e9 / nanos;
    } catch (SQLException e) {
      throw new IllegalStateException("the rows cannot be copied", e);
    }
  }

  /** Beside the data, as a literal. */
  private static String file(Statement statement) throws SQLException {
    try (ResultSet row =
        statement.executeQuery(
            "SELECT quote_literal(current_setting('data_directory') || '/measured')")) {
      boolean _ = row.next();
      return row.getString(1);
    }
  }
}
