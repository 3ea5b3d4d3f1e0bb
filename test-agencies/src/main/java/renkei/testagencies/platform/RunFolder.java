package renkei.testagencies.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder of one run, which nobody else may have meanwhile. The operating system gives it free
 * when this process ends, however it ends.
 */
final class RunFolder implements AutoCloseable {

  /** Only an earlier run's folder has this file. */
  static final String CONFIGURATION = "renkei.properties";

  private static final String LOCK = "run.lock";

  private final FileChannel lock;

  private RunFolder(FileChannel lock) {
    this.lock = lock;
  }

  /**
   * Takes a folder, makes it if need be, stops what an earlier run left running in it, and empties
   * it.
   *
   * @throws IllegalStateException if another run has it
   * @throws IllegalArgumentException if it holds something else than an earlier run
   */
  static RunFolder take(Path folder) {
    try {
      Files.createDirectories(folder);
      List<Path> content = content(folder);
      if (!content.isEmpty() && !Files.exists(folder.resolve(CONFIGURATION))) {
        throw new IllegalArgumentException(
            folder + " is not a folder of an earlier run; it is not touched: name another one");
      }
      RunFolder taken = new RunFolder(locked(folder));
      Leftovers.stop(folder.resolve("data"));
      for (Path path : content(folder)) {
        Files.deleteIfExists(path);
      }
      return taken;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot empty " + folder, e);
    }
  }

  private static FileChannel locked(Path folder) throws IOException {
    FileChannel file =
        FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!locks(file)) {
      file.close();
      throw new IllegalStateException(
          "another run is at work in " + folder + "; end it first, or name another folder");
    }
    return file;
  }

  private static boolean locks(FileChannel file) throws IOException {
    try {
      @Nullable Object lock = file.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException _) {
      return false;
    }
  }

  /** Everything in it but the lock, what lies deepest first. */
  private static List<Path> content(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(path -> !path.equals(folder) && !path.equals(folder.resolve(LOCK)))
          .sorted(Comparator.reverseOrder())
          .toList();
    }
  }

  /** Gives it free, with everything that is in it. */
  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot give a folder free", e);
    }
  }
}
