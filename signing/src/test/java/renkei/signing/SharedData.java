package renkei.signing;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Test vectors made by others, read where they lie: {@code ../shared/data} beside the project.
 * {@code -Drenkei.shared} or the environment's {@code RENKEI_SHARED} names another place.
 */
public final class SharedData {

  private static final Logger LOG = LoggerFactory.getLogger(SharedData.class);

  private SharedData() {}

  /** A file or folder among the vectors; where it is missing the test says so and is skipped. */
  public static Path orSkip(String name) {
    Path path = folder().resolve("data").resolve(name);
    if (!Files.exists(path)) {
      LOG.warn("skipped: no test vectors at {}", path);
      Assumptions.abort("no test vectors at " + path);
    }
    return path;
  }

  public static JsonObject json(Path file) {
    try (InputStream in = Files.newInputStream(file);
        JsonReader reader = Json.createReader(in)) {
      return reader.readObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path folder() {
    return Optional.ofNullable(System.getProperty("renkei.shared"))
        .or(() -> Optional.ofNullable(System.getenv("RENKEI_SHARED")))
        .map(Path::of)
        .orElseGet(() -> project().resolveSibling("shared"));
  }

  public static Path project() {
    Path folder = Path.of("").toAbsolutePath();
    for (Path at = folder; at != null; at = at.getParent()) {
      if (Files.exists(at.resolve("mvnw"))) {
        return at;
      }
    }
    return folder;
  }
}
