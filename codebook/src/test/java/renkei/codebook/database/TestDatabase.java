package renkei.codebook.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** A real PostgreSQL of the test's own, with fsync on as in production. */
public final class TestDatabase implements AutoCloseable {

  private final EmbeddedPostgres server;

  private TestDatabase(EmbeddedPostgres server) {
    this.server = server;
  }

  public static TestDatabase start() {
    return start("full_page_writes", "on");
  }

  /** With one more setting. */
  static TestDatabase start(String setting, String value) {
    try {
      return new TestDatabase(
          EmbeddedPostgres.builder()
              .setServerConfig("fsync", "on")
              .setServerConfig(setting, value)
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public DatabaseSettings settings() {
    return new DatabaseSettings(
        server.getJdbcUrl("postgres", "postgres"), "postgres", "", 8, Duration.ofSeconds(2));
  }

  public Database open() {
    Database database = Database.open(settings());
    database.migrate();
    return database;
  }

  /** A superuser's session, to look behind the wall or to do damage. */
  public Handle superuser() {
    try {
      Connection connection = server.getPostgresDatabase().getConnection();
      connection.setSchema("renkei");
      return Jdbi.open(connection);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
