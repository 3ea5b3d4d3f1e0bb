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
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.generic.GenericType;
import renkei.codebook.database.Database;
import renkei.codebook.database.DatabaseSettings;
import renkei.gateway.postgres.EmbeddedPostgres;
import renkei.gateway.postgres.TestPostgres;

/** A real PostgreSQL, started once for all tests of the doors. */
public final class TestDatabase {

  private static final class Shared {
    static final EmbeddedPostgres SERVER = start();

    private static EmbeddedPostgres start() {
      try {
        EmbeddedPostgres server =
            TestPostgres.start(Files.createTempDirectory(Path.of("target"), "postgres"));
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        return server;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Copied for each that is a test's own: its schema is made once. */
  private static final class Template {
    static final String NAME = make("template_of_tests");

    private static String make(String name) {
      create(name, "");
      open(named(name), Shared.SERVER).close();
      return name;
    }
  }

  /** One session for all who count: they do it hundreds of times. */
  private static final class Counting {
    static final Handle HANDLE = superuser();
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
    String name = "own_" + OWN.incrementAndGet();
    create(name, "TEMPLATE " + Template.NAME);
    return open(named(name), Shared.SERVER);
  }

  private static void create(String name, String how) {
    try (Handle handle = superuser()) {
      handle.execute("CREATE DATABASE " + name + " " + how);
    }
  }

  private static String named(String database) {
    return Shared.SERVER.url().replaceFirst("[^/]+$", database);
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
    synchronized (TestDatabase.class) {
      Handle handle = Counting.HANDLE;
      String each =
          handle
              .createQuery(
                  "SELECT relname FROM pg_class WHERE relkind = 'r'"
                      + " AND relnamespace = 'renkei'::regnamespace")
              .mapTo(String.class)
              .map("SELECT '%1$s' AS name, count(*) AS rows FROM renkei.%1$s"::formatted)
              .collect(Collectors.joining(" UNION ALL "));
      return handle
          .createQuery(each)
          .setMapKeyColumn("name")
          .setMapValueColumn("rows")
          .collectInto(new GenericType<TreeMap<String, Long>>() {});
    }
  }
}
