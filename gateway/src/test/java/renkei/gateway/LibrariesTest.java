package renkei.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the repository served is what was looked at when a version was taken. */
class LibrariesTest {

  private static final Path LIST = Path.of("../docs/libraries.sha256");

  @Test
  void areTheOnesWhoseChecksumsAreKept() throws IOException {
    Set<String> kept = Set.copyOf(Files.readAllLines(LIST));

    List<String> others =
        libraries().map(LibrariesTest::line).filter(x -> !kept.contains(x)).toList();

    assertThat(others)
        .as(
            "libraries that docs/libraries.sha256 does not list: look at them, then add these lines")
        .isEmpty();
  }

  private static Stream<Path> libraries() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> entry.endsWith(".jar"))
        .map(Path::of)
        .filter(library -> !library.toString().contains("/target/"))
        .sorted();
  }

  /** As {@code sha256sum} writes it. */
  private static String line(Path library) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(library));
      return HexFormat.of().formatHex(digest) + "  " + library.getFileName();
    } catch (IOException | NoSuchAlgorithmException e) {
      throw new AssertionError("cannot read " + library, e);
    }
  }
}
