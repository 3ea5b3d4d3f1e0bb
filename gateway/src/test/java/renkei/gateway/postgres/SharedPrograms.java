package renkei.gateway.postgres;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * PostgreSQL's programs, unpacked once for all databases that the tests of this module start; each
 * has them by hard links. Where none can be made, a database unpacks its own.
 */
public final class SharedPrograms {

  private static final Path SHARED = Path.of("target", "postgres-programs");

  private SharedPrograms() {}

  /**
   * Puts them where a database keeps its own, unless there are some.
   *
   * @param folder the database's own, made if it is not there
   */
  public static void linkInto(Path folder) throws IOException {
    Files.createDirectories(folder);
    Path programs = folder.resolve("programs");
    boolean onOneDisk = Files.getFileStore(folder).equals(Files.getFileStore(Path.of("target")));
    if (Files.exists(programs) || !onOneDisk) {
      return;
    }
    Path unpacked = unpacked();
    Path version = programs.resolve(unpacked.getFileName());
    Files.createDirectories(programs);
    List<Path> all;
    try (Stream<Path> files = Files.walk(unpacked)) {
      all = files.toList();
    }
    for (Path one : all) {
      Path here = version.resolve(unpacked.relativize(one).toString());
      if (Files.isSymbolicLink(one)) {
        Files.createSymbolicLink(here, Files.readSymbolicLink(one));
      } else if (Files.isDirectory(one)) {
        Files.createDirectory(here);
      } else {
        Files.createLink(here, one);
      }
    }
  }

  /** By one of the JVMs that share the module's tests, while the others wait. */
  private static synchronized Path unpacked() throws IOException {
    try (FileChannel channel =
            FileChannel.open(
                Path.of("target", "postgres-programs.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock _ = channel.lock()) {
      return Programs.unpackedIn(SHARED).folder().toAbsolutePath();
    }
  }
}
