package renkei.gateway.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renkei.codebook.concurrent.BoundedWait;
import renkei.gateway.files.IoCall;

/** One run of PostgreSQL's parent process. */
final class Postmaster {

  private static final Logger log = LoggerFactory.getLogger(Postmaster.class);

  /** Recovery after a crash replays up to max_wal_size before the database says it is ready. */
  private static final Duration START_LIMIT = Duration.ofMinutes(2);

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
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (!readyIs(process.pid(), cluster.data())) {
      if (BoundedWait.reached(() -> process.waitFor(20, TimeUnit.MILLISECONDS))) {
        throw new IllegalStateException(
            "the database did not start:\n" + EmbeddedPostgres.lastLines(cluster.startLog()));
      }
      if (Thread.currentThread().isInterrupted()) {
        throw new IllegalStateException("interrupted while starting the database");
      }
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("the database was not ready after " + START_LIMIT);
      }
    }
  }

  private static boolean readyIs(long pid, Path data) {
    return PidFile.read(data).filter(file -> file.pid() == pid && file.ready()).isPresent();
  }

  /** Whether the process is gone, for whatever reason; false if the thread is interrupted. */
  boolean awaitEnd() {
    return BoundedWait.next(process::waitFor).isPresent();
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
