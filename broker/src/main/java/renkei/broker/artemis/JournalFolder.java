package renkei.broker.artemis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What becomes of a journal that cannot be used. */
final class JournalFolder {

  private static final Logger LOG = LoggerFactory.getLogger(JournalFolder.class);

  private JournalFolder() {}

  static boolean holdsJournal(Path directory) {
    return Files.isDirectory(directory.resolve("journal"))
        || Files.isDirectory(directory.resolve("bindings"));
  }

  /** Where what could not be used is kept, the last one only. */
  static Path aside(Path directory) {
    return directory.resolveSibling(directory.getFileName() + ".damaged");
  }

  /** Renames the folder; deletes what is in it if it is a disk of its own. */
  static void putAside(Path directory) {
    try {
      throwAway(aside(directory));
      Files.move(directory, aside(directory));
    } catch (IOException e) {
      LOG.warn("{} cannot be put aside; what is in it is deleted", directory, e);
      throwAway(directory);
    }
  }

  static void throwAway(Path directory) {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("{} cannot be deleted", directory, e);
    }
  }
}
