package renkei.gateway.postgres;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.function.Consumer;

/**
 * PostgreSQL 18 as a child process: its programs, its data and its log below one folder. It listens
 * on the loopback interface only, asks for a random password kept in a file of the owner, and
 * synchronises every commit to the disk. Its postmaster is probed, not watched: when it dies, or
 * takes no login for half a minute, it is ended and started anew, on the same port.
 *
 * <p>Thread-safe. Needs no installation; runs as root too, without root's rights.
 */
public final class EmbeddedPostgres implements AutoCloseable {

  /** The name of the database and of nothing else. */
  private static final String DATABASE = "renkei";

  /** As the codebook names it. */
  static final String APPLICATION_ROLE = "renkei_app";

  private final Cluster cluster;
  private final Supervisor supervisor;

  private EmbeddedPostgres(Cluster cluster, Supervisor supervisor) {
    this.cluster = cluster;
    this.supervisor = supervisor;
  }

  /** As {@link #start(Path, NewDatabase, Consumer)}, where nobody is told of restarts. */
  public static EmbeddedPostgres start(Path folder) {
    return start(folder, NewDatabase.IN_A_NEW_FOLDER, _ -> {});
  }

  /**
   * Starts the database, making it first where that is allowed. A postmaster that an earlier
   * process left behind on the same data is stopped before. Recovery after a crash takes as long as
   * it takes, provided that it makes progress.
   *
   * @param folder the database's own, below the data folder
   * @param wish whether an empty one may be made
   * @param restarts told why, each time the database had to be started anew
   * @throws DatabaseMissingException if there is none and none may be made
   * @throws IllegalStateException if the database cannot be started, with the last lines of its
   *     log, or the thread is interrupted; no process is left behind
   * @throws UncheckedIOException if the folder cannot be written
   */
  public static EmbeddedPostgres start(Path folder, NewDatabase wish, Consumer<String> restarts) {
    Cluster.refuse(folder, wish);
    Postmaster.stopStale(Cluster.data(folder));
    Programs programs = Programs.unpackedIn(folder.resolve("programs"));
    Cluster cluster = Cluster.in(folder, programs, wish);
    Supervisor supervisor = new Supervisor(cluster, Postmaster.startOnFreePort(cluster), restarts);
    EmbeddedPostgres started = new EmbeddedPostgres(cluster, supervisor);
    try {
      started.createDatabase();
      started.createApplicationRole();
      supervisor.begin();
      return started;
    } catch (SQLException e) {
      started.close();
      throw new IllegalStateException("cannot create the database of " + folder, e);
    }
  }

  /**
   * Refuses what {@link #start(Path, NewDatabase, Consumer)} would refuse.
   *
   * @throws DatabaseMissingException if there is no database and none may be made, or there is one
   *     and somebody wants a new one
   */
  public static void refuse(Path folder, NewDatabase wish) {
    Cluster.refuse(folder, wish);
  }

  /** The address for the JDBC driver, without user and password. */
  public String url() {
    return url(DATABASE);
  }

  /** The superuser; owns everything. */
  public String user() {
    return Cluster.SUPERUSER;
  }

  /** The superuser's password. */
  public String password() {
    return cluster.password();
  }

  /** The operating system's id of the postmaster, parent of all database processes. */
  public long pid() {
    return supervisor.postmaster().pid();
  }

  /**
   * Stops the database: running transactions are rolled back, everything committed is on the disk
   * (PostgreSQL's "fast shutdown"). Takes at most about half a minute.
   */
  @Override
  public void close() {
    supervisor.close();
  }

  private void createDatabase() throws SQLException {
    try (Connection connection = connect("postgres");
        Statement statement = connection.createStatement()) {
      try (ResultSet found =
          statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + DATABASE + "'")) {
        if (found.next()) {
          return;
        }
      }
      statement.execute("CREATE DATABASE " + DATABASE);
    }
  }

  /**
   * The application logs in under a role of its own, so that no statement of it can ever take on
   * the superuser's rights. The password is the same file's. It may look for damage.
   */
  private void createApplicationRole() throws SQLException {
    try (Connection connection = connect(DATABASE);
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          DO $$
          BEGIN
            IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '%1$s') THEN
              CREATE ROLE %1$s LOGIN;
            END IF;
          END $$
          """
              .formatted(APPLICATION_ROLE));
      statement.execute("ALTER ROLE %s PASSWORD '%s'".formatted(APPLICATION_ROLE, password()));
      statement.execute(
          """
          CREATE EXTENSION IF NOT EXISTS amcheck SCHEMA public;
          GRANT EXECUTE ON FUNCTION
            public.bt_index_check(regclass),
            public.verify_heapam(regclass, boolean, boolean, text, bigint, bigint)
          TO %s;
          """
              .formatted(APPLICATION_ROLE));
    }
  }

  private Connection connect(String database) throws SQLException {
    Properties login = new Properties();
    login.setProperty("user", user());
    login.setProperty("password", password());
    return DriverManager.getConnection(url(database), login);
  }

  private String url(String database) {
    return supervisor.postmaster().url(database);
  }

  /** The last lines of the log, for a message about a failed start. */
  static String lastLines(Path file) {
    try {
      var lines = Files.readAllLines(file, StandardCharsets.UTF_8);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
    } catch (java.io.IOException _) {
      return "(no log)";
    }
  }
}
