package renkei.signing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A program of the system that checks our work; where it is missing the test says so and is
 * skipped.
 */
public final class ExternalTool {

  private static final Logger LOG = LoggerFactory.getLogger(ExternalTool.class);

  private final String name;

  private ExternalTool(String name) {
    this.name = name;
  }

  public static ExternalTool orSkip(String name) {
    boolean found =
        Stream.of(System.getenv("PATH").split(":"))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
    if (!found) {
      LOG.warn("skipped: {} is not installed", name);
      Assumptions.abort(name + " is not installed");
    }
    return new ExternalTool(name);
  }

  /** What came of a run. */
  public record Run(int status, String output) {}

  public Run run(Path folder, Object... arguments) {
    List<String> command = new ArrayList<>();
    command.add(name);
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    try {
      Path output = Files.createTempFile(folder, name, ".out");
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(name + " hangs");
      }
      return new Run(process.exitValue(), Files.readString(output, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
