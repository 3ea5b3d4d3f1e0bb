package renkei.broker;

import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import renkei.codebook.database.Database;
import renkei.codebook.database.DatabaseSettings;
import renkei.codebook.testing.TestDatabase;
import renkei.codebook.testing.TestServer;

/**
 * A real database with tables for what the broker's neighbours are told; emptied for each test that
 * opens it.
 */
public final class BrokerDatabase implements AutoCloseable {

  private static final int CONNECTIONS = 48;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final TestDatabase database;

  private BrokerDatabase(TestDatabase database) {
    this.database = database;
    int _ =
        execute(
            """
            CREATE TABLE test_record (tenant text, role text, inquiry uuid, permit uuid,
              outcome text, reason text, subject text);
            CREATE TABLE test_result (tenant text, inquiry uuid, content bytea,
              PRIMARY KEY (tenant, inquiry));
            GRANT ALL ON test_record, test_result TO renkei_app;
            """);
  }

  /** One on the server that all tests share. */
  public static BrokerDatabase fresh() {
    return new BrokerDatabase(TestDatabase.fresh());
  }

  /** One on a server that the test may stop. */
  public static BrokerDatabase on(TestServer server) {
    TestDatabase database = server.database();
    database.open().close();
    return new BrokerDatabase(database);
  }

  /** Empties it and connects. */
  public Database open() {
    return open("");
  }

  /** As {@link #open()}, with {@link RoundTrips} counted. */
  public Database openCounting() {
    return open("&socketFactory=" + RoundTrips.class.getName());
  }

  private Database open(String option) {
    int _ =
        execute(
            "TRUNCATE message, inquiry, exchange, provision, inquiry_1, provision_1, test_record, test_result");
    DatabaseSettings few = database.settings();
    return Database.open(
        new DatabaseSettings(
            few.url() + option, few.user(), few.password(), CONNECTIONS, PATIENCE));
  }

  /** Changes what nobody but a superuser may; says how many rows. */
  public int execute(String statement, @Nullable Object... arguments) {
    try (Handle handle = database.superuser()) {
      return handle.execute(statement, arguments);
    }
  }

  /** The one number that a query finds behind the wall. */
  public long count(String query, Object... arguments) {
    try (Handle handle = database.superuser()) {
      return handle.select(query, arguments).mapTo(Long.class).one();
    }
  }

  /** The texts that a query finds behind the wall. */
  public List<String> texts(String query, Object... arguments) {
    try (Handle handle = database.superuser()) {
      return handle.select(query, arguments).mapTo(String.class).list();
    }
  }

  @Override
  public void close() {
    database.close();
  }
}
