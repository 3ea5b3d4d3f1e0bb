package renkei.gateway;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * What lets the platforms that the tests of this module start share their loaded classes: a third
 * of what a start costs. The first one that ends leaves an archive (JEP 350), the JVM tells itself
 * whether one still fits and makes it anew; it takes jars only, so that the module's own classes
 * are put into one.
 */
final class SharedArchive {

  private static final Path CLASSES = Path.of("target", "classes").toAbsolutePath();
  private static final Path TEST_CLASSES = Path.of("target", "test-classes").toAbsolutePath();
  private static final Path JAR = Path.of("target", "platform-of-tests.jar").toAbsolutePath();
  private static final Path ARCHIVE = Path.of("target", "platform-of-tests.jsa").toAbsolutePath();

  private SharedArchive() {}

  /**
   * Flags of the JVM that go with the class path; it says nothing of the archive. None where
   * modules are folders: there the JVM would fail to make an archive and end with 1.
   */
  static List<String> flags(String classPath) {
    boolean allJars =
        Stream.of(classPath.split(File.pathSeparator)).map(Path::of).noneMatch(Files::isDirectory);
    if (!allJars) {
      return List.of();
    }
    return List.of(
        "-XX:+AutoCreateSharedArchive",
        "-XX:SharedArchiveFile=" + ARCHIVE,
        "-Xlog:aot*=off",
        "-Xlog:cds*=off");
  }

  /** The class path of the tests without the tests, all of it jars where the build runs them. */
  static String classPath() throws IOException {
    String ofTests = System.getProperty("java.class.path");
    if (!Files.isDirectory(CLASSES)) {
      return ofTests;
    }
    jar();
    return Stream.of(ofTests.split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath())
        .filter(entry -> !entry.equals(TEST_CLASSES))
        .map(entry -> entry.equals(CLASSES) ? JAR : entry)
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** By one of the JVMs that share the module's tests, while the others wait. */
  private static synchronized void jar() throws IOException {
    try (FileChannel channel =
            FileChannel.open(
                Path.of("target", "platform-of-tests.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock _ = channel.lock()) {
      List<Path> entries = entries();
      if (Files.exists(JAR) && Files.getLastModifiedTime(JAR).compareTo(newest(entries)) >= 0) {
        return;
      }
      Path writing = JAR.resolveSibling(JAR.getFileName() + ".tmp");
      try (OutputStream out = Files.newOutputStream(writing);
          ZipOutputStream zip = new ZipOutputStream(out)) {
        zip.setLevel(Deflater.BEST_SPEED);
        for (Path entry : entries) {
          String name = CLASSES.relativize(entry).toString().replace(File.separatorChar, '/');
          if (Files.isDirectory(entry)) {
            zip.putNextEntry(new ZipEntry(name + "/"));
          } else {
            zip.putNextEntry(new ZipEntry(name));
            Files.copy(entry, zip);
          }
        }
      }
      Files.move(writing, JAR, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /** Folders too: where migrations lie is asked by the folder's name. */
  private static List<Path> entries() throws IOException {
    try (Stream<Path> all = Files.walk(CLASSES)) {
      return all.filter(entry -> !entry.equals(CLASSES)).sorted().toList();
    }
  }

  private static FileTime newest(List<Path> entries) {
    return entries.stream().map(SharedArchive::modified).max(FileTime::compareTo).orElseThrow();
  }

  private static FileTime modified(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
