package renkei.gateway.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renkei.codebook.concurrent.BoundedWait;
import renkei.gateway.files.IoCall;

/** One run of PostgreSQL's parent process. */
final class Postmaster {

  private static final Logger log = LoggerFactory.getLogger(Postmaster.class);

  /**
   * Recovery after a crash replays up to max_wal_size before the database says it is ready, which
   * may take many minutes. It goes on while the processes do anything.
   */
  private static final Duration STANDSTILL_LIMIT = Duration.ofMinutes(2);

  /** What processes that have nothing to do use less of in that time. */
  private static final Duration LEAST_WORK = Duration.ofMillis(100);

  private static final Duration SAY_AGAIN = Duration.ofSeconds(10);

  /** For a login and a statement, each. */
  private static final int PROBE_SECONDS = 5;

  /** What is broken gets little time to end in order. */
  private static final Duration END_LIMIT = Duration.ofSeconds(6);

  /** For each of three signals. */
  private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

  private static final int ATTEMPTS = 3;
  private static final Duration ATTEMPT_PAUSE = Duration.ofSeconds(1);

  private final Process process;
  private final int port;

  private Postmaster(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  int port() {
    return port;
  }

  long pid() {
    return process.pid();
  }

  /** Another process may take the free port first: then once more with another. */
  static Postmaster startOnFreePort(Cluster cluster) {
    for (int attempt = 1; ; attempt++) {
      try {
        return start(cluster, freePort());
      } catch (IllegalStateException e) {
        if (attempt == ATTEMPTS || Thread.currentThread().isInterrupted()) {
          throw e;
        }
        log.warn("database did not start, attempt {} of {}", attempt, ATTEMPTS);
        LockSupport.parkNanos(ATTEMPT_PAUSE.toNanos());
      }
    }
  }

  /** Returns when the database takes connections; leaves no process behind if it never does. */
  static Postmaster start(Cluster cluster, int port) {
    List<String> command =
        List.of(
            cluster.programs().program("postgres").toString(),
            "-D",
            cluster.data().toString(),
            "-p",
            Integer.toString(port));
    Process process =
        IoCall.get(
            "cannot start " + command.getFirst(),
            () -> {
              Files.deleteIfExists(cluster.startLog());
              return Processes.prepare(command, cluster.startLog()).start();
            });
    Postmaster started = new Postmaster(process, port);
    try {
      started.awaitReady(cluster);
    } catch (IllegalStateException e) {
      started.stop();
      throw e;
    }
    return started;
  }

  private void awaitReady(Cluster cluster) {
    long begun = System.nanoTime();
    long moved = begun;
    long said = begun;
    Duration work = work();
    while (!readyIs(process.pid(), cluster.data())) {
      if (endsWithin(Duration.ofMillis(20))) {
        throw new IllegalStateException(
            "the database did not start:\n" + EmbeddedPostgres.lastLines(cluster.startLog()));
      }
      if (Thread.currentThread().isInterrupted()) {
        throw new IllegalStateException("interrupted while starting the database");
      }
      long now = System.nanoTime();
      if (now - said > SAY_AGAIN.toNanos()) {
        said = now;
        log.info("the database starts since {} s", Duration.ofNanos(now - begun).toSeconds());
        Duration since = work();
        if (since.minus(work).abs().compareTo(LEAST_WORK) >= 0) {
          work = since;
          moved = now;
        }
      }
      if (now - moved > STANDSTILL_LIMIT.toNanos()) {
        throw new IllegalStateException(
            "the database was not ready and did nothing for " + STANDSTILL_LIMIT);
      }
    }
  }

  /** The processor time that the database's processes have used. */
  private Duration work() {
    return processes()
        .map(each -> each.info().totalCpuDuration().orElse(Duration.ZERO))
        .reduce(Duration.ZERO, Duration::plus);
  }

  private Stream<ProcessHandle> processes() {
    return Stream.concat(process.descendants(), Stream.of(process.toHandle()));
  }

  private static boolean readyIs(long pid, Path data) {
    return PidFile.read(data).filter(file -> file.pid() == pid && file.ready()).isPresent();
  }

  /** Whether the process ended, for whatever reason; false if the thread is interrupted. */
  boolean endsWithin(Duration limit) {
    return BoundedWait.reached(() -> process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS));
  }

  /** Whether the superuser, for whom there is always room, logs in and gets an answer in time. */
  boolean answers(String password) {
    Properties login = new Properties();
    login.setProperty("user", Cluster.SUPERUSER);
    login.setProperty("password", password);
    login.setProperty("ApplicationName", "renkei-probe");
    for (String limit : List.of("loginTimeout", "connectTimeout", "socketTimeout")) {
      login.setProperty(limit, Integer.toString(PROBE_SECONDS));
    }
    try (Connection connection = DriverManager.getConnection(url("postgres"), login);
        Statement statement = connection.createStatement();
        ResultSet one = statement.executeQuery("SELECT 1")) {
      return one.next();
    } catch (SQLException e) {
      log.debug("the database does not answer a probe", e);
      return false;
    }
  }

  /** An address for the JDBC driver, without user and password. */
  String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  /**
   * Ends what is broken, if it has not ended yet: the immediate shutdown, then every process at
   * once. What it was doing is recovered from the log.
   */
  void end() {
    if (!process.isAlive()) {
      return;
    }
    Processes.signal(pid(), "QUIT");
    if (!endsWithin(END_LIMIT)) {
      processes().toList().forEach(ProcessHandle::destroyForcibly);
      boolean _ = endsWithin(END_LIMIT);
    }
  }

  /** Waits for the end even if the thread is interrupted. */
  void stop() {
    stop(process.toHandle());
  }

  /**
   * Stops what an earlier process left running on this data. After a power cut the id in the pid
   * file may be another program's, even another PostgreSQL's: only a postgres that works in this
   * very folder is stopped. Any other is left alone and the file removed, because PostgreSQL does
   * not start while the file names a living process.
   */
  static void stopStale(Path data) {
    Optional<ProcessHandle> named =
        PidFile.read(data)
            .flatMap(file -> ProcessHandle.of(file.pid()))
            .filter(ProcessHandle::isAlive);
    if (named.isEmpty()) {
      return;
    }
    if (isPostgresOn(data, named.get())) {
      log.warn(
          "stopping a database left behind by an earlier start, process {}", named.get().pid());
      stop(named.get());
    } else {
      log.info("process {} is no database of ours; removing its pid file", named.get().pid());
      PidFile.remove(data);
    }
  }

  /** The system shows a program whose file is gone, as after an upgrade, with a remark. */
  private static boolean isPostgresOn(Path data, ProcessHandle handle) {
    return handle
            .info()
            .command()
            .filter(command -> command.replace(" (deleted)", "").endsWith("/postgres"))
            .isPresent()
        && worksIn(data, handle);
  }

  /** A postmaster's working folder is its data folder. */
  private static boolean worksIn(Path data, ProcessHandle handle) {
    try {
      return Files.isSameFile(Path.of("/proc", Long.toString(handle.pid()), "cwd"), data);
    } catch (IOException _) {
      return false;
    }
  }

  /** INT is PostgreSQL's fast shutdown, QUIT its immediate one, after which it recovers by log. */
  private static void stop(ProcessHandle handle) {
    for (String signal : List.of("INT", "QUIT", "KILL")) {
      if (!handle.isAlive()) {
        return;
      }
      Processes.signal(handle.pid(), signal);
      if (awaitEnd(handle)) {
        return;
      }
      log.warn("database did not stop on signal {} within {}", signal, STOP_LIMIT);
    }
    throw new IllegalStateException("cannot stop the database, process " + handle.pid());
  }

  private static boolean awaitEnd(ProcessHandle handle) {
    var _ =
        handle
            .onExit()
            .completeOnTimeout(handle, STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
            .join();
    return !handle.isAlive();
  }

  private static int freePort() {
    return IoCall.get(
        "no free port",
        () -> {
          try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
          }
        });
  }
}
