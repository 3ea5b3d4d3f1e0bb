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
import java.time.Duration;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renkei.codebook.concurrent.StopSignal;

/**
 * PostgreSQL 18 as a child process: its programs, its data and its log below one folder. It listens
 * on the loopback interface only, asks for a random password kept in a file of the owner, and
 * synchronises every commit to the disk. Its postmaster is restarted, on the same port, when it
 * dies.
 *
 * <p>Thread-safe. Needs no installation; runs as root too, without root's rights.
 */
public final class EmbeddedPostgres implements AutoCloseable {

  /** The name of the database and of nothing else. */
  private static final String DATABASE = "renkei";

  /** As the codebook names it. */
  private static final String APPLICATION_ROLE = "renkei_app";

  private static final Logger log = LoggerFactory.getLogger(EmbeddedPostgres.class);
  private static final Duration RESTART_PAUSE = Duration.ofSeconds(1);

  private final Cluster cluster;
  private final int port;
  private volatile Postmaster postmaster;
  private final StopSignal stop = new StopSignal();

  private EmbeddedPostgres(Cluster cluster, Postmaster postmaster) {
    this.cluster = cluster;
    this.postmaster = postmaster;
    this.port = postmaster.port();
  }

  /**
   * Starts the database, making it first where the folder holds none. A postmaster that an earlier
   * process left behind on the same data is stopped before.
   *
   * @param folder the database's own, below the data folder
   * @throws IllegalStateException if the database cannot be started, with the last lines of its
   *     log, or the thread is interrupted; no process is left behind
   * @throws UncheckedIOException if the folder cannot be written
   */
  public static EmbeddedPostgres start(Path folder) {
    Postmaster.stopStale(Cluster.data(folder));
    Programs programs = Programs.unpackedIn(folder.resolve("programs"));
    Cluster cluster = Cluster.in(folder, programs);
    EmbeddedPostgres started = new EmbeddedPostgres(cluster, Postmaster.startOnFreePort(cluster));
    Thread.ofVirtual().name("postgres-supervisor").start(started::supervise);
    try {
      started.createDatabase();
      started.createApplicationRole();
      return started;
    } catch (SQLException e) {
      started.close();
      throw new IllegalStateException("cannot create the database of " + folder, e);
    }
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
    return postmaster.pid();
  }

  /**
   * Stops the database: running transactions are rolled back, everything committed is on the disk
   * (PostgreSQL's "fast shutdown"). Takes at most about half a minute.
   */
  @Override
  public void close() {
    stop.raise();
    postmaster.stop();
  }

  private void supervise() {
    while (postmaster.awaitEnd() && !stop.isRaised()) {
      log.error("database stopped by itself; restarting it");
      if (!restarted() && stop.endsWithin(RESTART_PAUSE)) {
        return;
      }
    }
  }

  private boolean restarted() {
    try {
      Postmaster next = Postmaster.start(cluster, port);
      postmaster = next;
      log.info("database restarted");
      if (stop.isRaised()) {
        next.stop();
      }
      return true;
    } catch (IllegalStateException | UncheckedIOException e) {
      log.error("database cannot be restarted yet", e);
      return false;
    }
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
   * the superuser's rights. The password is the same file's.
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
    }
  }

  private Connection connect(String database) throws SQLException {
    Properties login = new Properties();
    login.setProperty("user", user());
    login.setProperty("password", password());
    return DriverManager.getConnection(url(database), login);
  }

  private String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
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
