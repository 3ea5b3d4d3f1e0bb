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

  /** Of that name may also be the configuration of a platform that no run made. */
  static final String CONFIGURATION = "renkei.properties";

  /** Only runs write it, and none removes it: by it a run knows the folder of an earlier one. */
  private static final String LOCK = "run.lock";

  private final FileChannel lock;

  private RunFolder(FileChannel lock) {
    this.lock = lock;
  }

  /**
   * Takes a folder, makes it if need be, stops what an earlier run left running in it, and empties
   * it. An earlier run's folder has both the lock and the configuration.
   *
   * @throws IllegalStateException if another run has it
   * @throws IllegalArgumentException if it holds something else than an earlier run; it is left as
   *     it was
   */
  static RunFolder take(Path folder) {
    try {
      Files.createDirectories(folder);
      List<Path> content = content(folder);
      if (!content.isEmpty() && !isOfAnEarlierRun(folder)) {
        throw new IllegalArgumentException(
            folder
                + " holds what no earlier run left there, and is not touched: name another folder"
                + " with --data, or empty this one yourself");
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

  private static boolean isOfAnEarlierRun(Path folder) {
    return Files.isRegularFile(folder.resolve(LOCK))
        && Files.isRegularFile(folder.resolve(CONFIGURATION));
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

  /**
   * Everything in it but the lock, what lies deepest first, and the configuration last of all: what
   * a run was interrupted at emptying, the next one still knows.
   */
  private static List<Path> content(Path folder) throws IOException {
    // A walk would not enter a folder that is named by a symbolic link.
    Path real = folder.toRealPath();
    Path configuration = real.resolve(CONFIGURATION);
    try (Stream<Path> all = Files.walk(real)) {
      return all.filter(path -> !path.equals(real) && !path.equals(real.resolve(LOCK)))
          .sorted(Comparator.<Path>reverseOrder())
          .sorted(Comparator.comparing(configuration::equals))
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
