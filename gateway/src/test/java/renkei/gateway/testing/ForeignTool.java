package renkei.gateway.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A program of others, that a test runs: found on this machine, or installed from its registry into
 * a folder of the build, where the next run finds it. Where neither is possible, the test says so
 * in a line and is skipped.
 */
public final class ForeignTool {

  private static final Logger LOG = LoggerFactory.getLogger(ForeignTool.class);

  /** Survives from one run to the next. */
  private static final Path FOLDER = Path.of("target", "foreign-tools").toAbsolutePath();

  private static final Duration INSTALLING = Duration.ofMinutes(4);

  private ForeignTool() {}

  /** What a program came to. */
  public record Ran(int exit, String out) {}

  /** The folder of a tool; made if it is not there. */
  public static Path folder(String tool) {
    try {
      return Files.createDirectories(FOLDER.resolve(tool));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether a program is on this machine. */
  public static boolean isThere(String program) {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  /** Runs a command; it is ended if it takes too long. */
  public static Ran run(Path folder, Duration patience, List<String> command) {
    try {
      Path out = Files.createTempFile(folder, "out", ".txt");
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(out.toFile())
              .start();
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        return new Ran(-1, "not done within " + patience);
      }
      String text = Files.readString(out, StandardCharsets.UTF_8);
      Files.delete(out);
      return new Ran(process.exitValue(), text);
    } catch (IOException e) {
      return new Ran(-1, e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Ran(-1, "interrupted");
    }
  }

  /**
   * Installs a tool unless it is there; skips the test if that fails.
   *
   * @param mark what is there once it is installed
   */
  public static void install(String tool, Path mark, List<String> command) {
    if (Files.exists(mark)) {
      return;
    }
    if (!isThere(command.getFirst())) {
      skip(tool, command.getFirst() + " is not installed");
    }
    Ran installed = run(folder(tool), INSTALLING, command);
    if (installed.exit() != 0 || !Files.exists(mark)) {
      skip(tool, "it cannot be installed: " + lastLine(installed.out()));
    }
  }

  /** Says that a test is skipped, and skips it. */
  public static void skip(String tool, String why) {
    LOG.warn("SKIPPED: the contract is not loaded by {}, since {}", tool, why);
    Assumptions.abort(tool + ": " + why);
  }

  private static String lastLine(String text) {
    return text.lines().filter(line -> !line.isBlank()).reduce("", (_, line) -> line);
  }
}
