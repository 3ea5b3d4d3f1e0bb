package renkei.gateway.postgres;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** A PostgreSQL that somebody else runs: nobody restarts it but the test. */
public final class ExternalPostgres implements AutoCloseable {

  private final Cluster cluster;
  private final int port;
  private Postmaster postmaster;

  /** Starts one with an empty database {@code renkei}. */
  public ExternalPostgres(Path folder) throws IOException, SQLException {
    SharedPrograms.linkInto(folder);
    cluster =
        Cluster.in(
            folder, Programs.unpackedIn(folder.resolve("programs")), NewDatabase.IN_A_NEW_FOLDER);
    postmaster = Postmaster.startOnFreePort(cluster);
    port = postmaster.port();
    execute("postgres", "CREATE DATABASE renkei");
  }

  /** The address of the database. */
  public String url() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/renkei";
  }

  /** Runs SQL in the database, as superuser. */
  public void execute(String sql) throws SQLException {
    execute("renkei", sql);
  }

  private void execute(String database, String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/" + database,
                Cluster.SUPERUSER,
                cluster.password());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Stops it in order. */
  public void stop() {
    postmaster.stop();
  }

  /** Starts it again at the same address. */
  public void startAgain() {
    Postmaster.stopStale(cluster.data());
    postmaster = Postmaster.start(cluster, port);
  }

  /** Leaves it alive without letting it do anything. */
  public void freeze() {
    // The postmaster first: what it starts afterwards would run on.
    signal(postmaster(), "STOP");
    postmaster().descendants().forEach(each -> signal(each, "STOP"));
  }

  /** Lets it go on. */
  public void thaw() {
    postmaster().descendants().forEach(each -> signal(each, "CONT"));
    signal(postmaster(), "CONT");
  }

  private ProcessHandle postmaster() {
    return ProcessHandle.of(postmaster.pid()).orElseThrow();
  }

  private static void signal(ProcessHandle process, String signal) {
    Processes.signal(process.pid(), signal);
  }

  @Override
  public void close() {
    thaw();
    stop();
  }
}
