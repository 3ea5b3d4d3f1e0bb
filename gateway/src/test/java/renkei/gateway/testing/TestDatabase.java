package renkei.gateway.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import renkei.codebook.database.Database;
import renkei.codebook.database.DatabaseSettings;
import renkei.gateway.postgres.EmbeddedPostgres;

/** A real PostgreSQL, started once for all tests of the doors. */
public final class TestDatabase {

  private static final class Shared {
    static final EmbeddedPostgres SERVER = start();

    private static EmbeddedPostgres start() {
      try {
        EmbeddedPostgres server =
            EmbeddedPostgres.start(Files.createTempDirectory(Path.of("target"), "postgres"));
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        return server;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static final AtomicInteger OWN = new AtomicInteger();

  private static final AtomicLong LIST_VERSION = new AtomicLong(20_260_600);

  private TestDatabase() {}

  /** Up to date; tables may hold what other tests left. */
  public static Database open() {
    return open(Shared.SERVER);
  }

  /** The version of a permission list that replaces all lists before it, whosever they are. */
  public static long nextListVersion() {
    return LIST_VERSION.incrementAndGet();
  }

  /** Up to date and empty, on the same server: what happens there no other test sees. */
  public static Database openOwn() {
    EmbeddedPostgres server = Shared.SERVER;
    String name = "own_" + OWN.incrementAndGet();
    try (Handle handle = superuser()) {
      handle.execute("CREATE DATABASE " + name);
    }
    return open(server.url().replaceFirst("[^/]+$", name), server);
  }

  /** Up to date, on a server of the test's own. */
  public static Database open(EmbeddedPostgres server) {
    return open(server.url(), server);
  }

  private static Database open(String url, EmbeddedPostgres server) {
    Database database =
        Database.open(
            new DatabaseSettings(url, server.user(), server.password(), 24, Duration.ofSeconds(5)));
    database.migrate();
    return database;
  }

  /** Past the tenant wall and every role; to be closed. */
  public static Handle superuser() {
    EmbeddedPostgres server = Shared.SERVER;
    return Jdbi.open(server.url(), server.user(), server.password());
  }

  /** How many transactions wait for a lock on a table that somebody else holds. */
  public static long waitingForLocksOn(String table) {
    try (Handle handle = superuser()) {
      return handle
          .createQuery(
              "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = CAST(? AS regclass)")
          .bind(0, "renkei." + table)
          .mapTo(Long.class)
          .one();
    }
  }

  /** How many rows every table has, behind the tenant wall. */
  public static Map<String, Long> rows() {
    Map<String, Long> rows = new TreeMap<>();
    try (Handle handle = superuser()) {
      for (String table :
          handle
              .createQuery(
                  "SELECT relname FROM pg_class WHERE relkind = 'r'"
                      + " AND relnamespace = 'renkei'::regnamespace")
              .mapTo(String.class)
              .list()) {
        rows.put(
            table,
            handle.createQuery("SELECT count(*) FROM renkei." + table).mapTo(Long.class).one());
      }
    }
    return rows;
  }
}
