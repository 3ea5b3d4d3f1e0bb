package renkei.testagencies.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * What an earlier run may have left in a data folder: a platform, or the database of one that was
 * killed. Only a process whose own command line names that folder is touched.
 */
final class Leftovers {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private Leftovers() {}

  /** Stops the processes that still run on that folder. */
  static void stop(Path data) {
    if (Files.exists(data.resolve(Doors.FILE))) {
      stop(Doors.read(data).pid(), data.getParent() == null ? data : data.getParent());
    }
    for (Path file : postmasters(data)) {
      postmaster(file).ifPresent(pid -> stop(pid, data));
    }
  }

  private static List<Path> postmasters(Path data) {
    if (!Files.exists(data)) {
      return List.of();
    }
    try (Stream<Path> files = Files.find(data, 4, (path, _) -> path.endsWith("postmaster.pid"))) {
      return files.toList();
    } catch (IOException | UncheckedIOException _) {
      return List.of();
    }
  }

  /** The first line of postmaster.pid is the process id (PostgreSQL documentation, 18.5). */
  private static Optional<Long> postmaster(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.findFirst().map(String::strip).map(Long::valueOf);
    } catch (IOException | NumberFormatException _) {
      return Optional.empty();
    }
  }

  private static void stop(long pid, Path folder) {
    Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(handle -> names(handle, folder));
    if (process.isEmpty()) {
      return;
    }
    // SIGTERM would make PostgreSQL wait for its clients; they are stopped first or dead.
    process.get().destroy();
    try {
      process.get().onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException _) {
      process.get().destroyForcibly();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean names(ProcessHandle handle, Path folder) {
    return handle.info().commandLine().filter(line -> line.contains(folder.toString())).isPresent();
  }
}
