package renkei.codebook.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import renkei.codebook.database.Database;
import renkei.codebook.database.DatabaseSettings;

/** A real PostgreSQL with fsync on, as in production. */
public final class TestServer implements AutoCloseable {

  private static final String LOGIN = "postgres";
  private static final String TEMPLATE = "migrated";

  /** Started once for all tests of a virtual machine that do not stop or damage it. */
  private static final class Shared {

    private static final TestServer SERVER = own(Map.of());

    static {
      SERVER.execute("CREATE DATABASE " + TEMPLATE);
      try (Database template = Database.open(SERVER.settings(TEMPLATE))) {
        template.migrate();
      }
    }
  }

  private final AtomicInteger databases = new AtomicInteger();
  private EmbeddedPostgres server;

  private TestServer(EmbeddedPostgres server) {
    this.server = server;
  }

  /** A server of the test's own, which it may stop or damage, with these settings besides. */
  public static TestServer own(Map<String, String> settings) {
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setServerConfig("fsync", "on")
            .setServerConfig("max_connections", "300");
    settings.forEach(builder::setServerConfig);
    return new TestServer(start(builder));
  }

  /** As {@link #own(Map)}, on a folder that outlives it, to be started again. */
  public static TestServer own(Path data) {
    return new TestServer(start(on(data).setPort(FreePort.find())));
  }

  /** Starts a server that was stopped once more, on its folder and its port. */
  public void startAgain(Path data, int port) {
    server = start(on(data).setPort(port));
  }

  private static EmbeddedPostgres.Builder on(Path data) {
    return EmbeddedPostgres.builder()
        .setServerConfig("fsync", "on")
        .setDataDirectory(data)
        .setCleanDataDirectory(false);
  }

  private static EmbeddedPostgres start(EmbeddedPostgres.Builder builder) {
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A database of its own on the shared server, migrated already. */
  static TestDatabase fresh() {
    return Shared.SERVER.create("TEMPLATE " + TEMPLATE);
  }

  /** A database of its own on this server, empty. */
  public TestDatabase database() {
    return create("");
  }

  private TestDatabase create(String how) {
    String name = "test_" + databases.incrementAndGet();
    execute("CREATE DATABASE " + name + " " + how);
    return new TestDatabase(this, name);
  }

  void drop(String database) {
    execute("DROP DATABASE IF EXISTS " + database + " WITH (FORCE)");
  }

  /** Where it listens. */
  public int port() {
    return server.getPort();
  }

  DatabaseSettings settings(String database) {
    return new DatabaseSettings(
        server.getJdbcUrl(LOGIN, database), LOGIN, "", 8, Duration.ofSeconds(2));
  }

  Handle superuser(String database) {
    try {
      Connection connection = server.getDatabase(LOGIN, database).getConnection();
      connection.setSchema("renkei");
      return Jdbi.open(connection);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void execute(String sql) {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Stops it. */
  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
