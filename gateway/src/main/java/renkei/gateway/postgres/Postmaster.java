package renkei.gateway.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of PostgreSQL's parent process. */
final class Postmaster {

  private static final Logger log = LoggerFactory.getLogger(Postmaster.class);

  /** Recovery after a crash replays up to max_wal_size before the database says it is ready. */
  private static final Duration START_LIMIT = Duration.ofMinutes(2);

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
        if (attempt == ATTEMPTS) {
          throw e;
        }
        log.warn("database did not start, attempt {} of {}", attempt, ATTEMPTS);
        LockSupport.parkNanos(ATTEMPT_PAUSE.toNanos());
      }
    }
  }

  /** Returns when the database takes connections. */
  static Postmaster start(Cluster cluster, int port) {
    List<String> command =
        List.of(
            cluster.programs().program("postgres").toString(),
            "-D",
            cluster.data().toString(),
            "-p",
            Integer.toString(port));
    try {
      Files.deleteIfExists(cluster.startLog());
      Process process = Processes.prepare(command, cluster.startLog()).start();
      awaitReady(cluster, process);
      return new Postmaster(process, port);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + command.getFirst(), e);
    }
  }

  private static void awaitReady(Cluster cluster, Process process) {
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (!readyIs(process.pid(), cluster.data())) {
      boolean ended;
      try {
        ended = process.waitFor(20, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        Processes.signal(process.pid(), "INT");
        throw new IllegalStateException("interrupted while starting the database", e);
      }
      if (ended) {
        throw new IllegalStateException(
            "the database did not start:\n" + EmbeddedPostgres.lastLines(cluster.startLog()));
      }
      if (System.nanoTime() > deadline) {
        Processes.signal(process.pid(), "QUIT");
        throw new IllegalStateException("the database was not ready after " + START_LIMIT);
      }
    }
  }

  private static boolean readyIs(long pid, Path data) {
    return PidFile.read(data).filter(file -> file.pid() == pid && file.ready()).isPresent();
  }

  /** Returns when the process is gone, for whatever reason. */
  void awaitEnd() throws InterruptedException {
    process.waitFor();
  }

  void stop(Duration limit) {
    stop(process.toHandle(), limit);
  }

  /**
   * Stops what an earlier process left running on this data. A process id may have been given to
   * some other program since: only a program named postgres is touched.
   */
  static void stopStale(Path data, Duration limit) {
    Optional<ProcessHandle> stale =
        PidFile.read(data)
            .flatMap(file -> ProcessHandle.of(file.pid()))
            .filter(ProcessHandle::isAlive)
            .filter(Postmaster::isPostgres);
    if (stale.isPresent()) {
      log.warn(
          "stopping a database left behind by an earlier start, process {}", stale.get().pid());
      stop(stale.get(), limit);
    }
  }

  private static boolean isPostgres(ProcessHandle handle) {
    return handle.info().command().filter(command -> command.endsWith("/postgres")).isPresent();
  }

  /** INT is PostgreSQL's fast shutdown, QUIT its immediate one, after which it recovers by log. */
  private static void stop(ProcessHandle handle, Duration limit) {
    for (String signal : List.of("INT", "QUIT", "KILL")) {
      if (!handle.isAlive()) {
        return;
      }
      Processes.signal(handle.pid(), signal);
      if (awaitEnd(handle, limit)) {
        return;
      }
      log.warn("database did not stop on signal {} within {}", signal, limit);
    }
    throw new IllegalStateException("cannot stop the database, process " + handle.pid());
  }

  private static boolean awaitEnd(ProcessHandle handle, Duration limit) {
    try {
      handle.onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException _) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("cannot wait for process " + handle.pid(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return !handle.isAlive();
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("no free port", e);
    }
  }
}
