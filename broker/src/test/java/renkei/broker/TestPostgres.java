package renkei.broker;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import renkei.codebook.database.Database;
import renkei.codebook.database.DatabaseSettings;

/** A real PostgreSQL with fsync on; its tables are emptied for each test that opens it. */
public final class TestPostgres implements AutoCloseable {

  /** Started once for all tests that do not stop it. */
  private static final class Shared {
    static final TestPostgres SERVER = new TestPostgres(start(EmbeddedPostgres.builder()));
  }

  private EmbeddedPostgres server;

  private TestPostgres(EmbeddedPostgres server) {
    this.server = server;
  }

  public static TestPostgres shared() {
    return Shared.SERVER;
  }

  /** One that the test may stop and start again. */
  public static TestPostgres own(Path data) {
    return new TestPostgres(start(EmbeddedPostgres.builder().setDataDirectory(data)));
  }

  private static EmbeddedPostgres start(EmbeddedPostgres.Builder builder) {
    try {
      return builder.setServerConfig("fsync", "on").setCleanDataDirectory(false).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return server.getPort();
  }

  public void startAgain(Path data, int port) {
    server = start(EmbeddedPostgres.builder().setDataDirectory(data).setPort(port));
  }

  public Database open() {
    Database database =
        Database.open(
            new DatabaseSettings(
                server.getJdbcUrl("postgres", "postgres"),
                "postgres",
                "",
                48,
                Duration.ofSeconds(5)));
    database.migrate();
    try (Handle handle = superuser()) {
      handle.execute(
          """
          CREATE TABLE IF NOT EXISTS test_record (tenant text, role text, inquiry uuid, permit uuid,
            outcome text, reason text, subject text);
          CREATE TABLE IF NOT EXISTS test_result (tenant text, inquiry uuid, content bytea,
            PRIMARY KEY (tenant, inquiry));
          GRANT ALL ON test_record, test_result TO renkei_app;
          TRUNCATE message, inquiry, provision, test_record, test_result;
          """);
    }
    return database;
  }

  /** Sees everything, behind the wall. */
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
