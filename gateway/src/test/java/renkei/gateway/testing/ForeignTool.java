package renkei.gateway.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
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

  /** Of what a failed installation said. */
  private static final int SAID_LINES = 3;

  private static final String COPY =
      "org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy-dependencies";

  private ForeignTool() {}

  /** What a program came to. */
  public record Ran(int exit, String out) {}

  /** The folder of a tool; made if it is not there. */
  private static Path folder(String tool) {
    try {
      return Files.createDirectories(FOLDER.resolve(tool));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether a program is on this machine. */
  private static boolean isThere(String program) {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  /** Runs a command; it is ended if it takes too long. */
  public static Ran run(Path folder, Duration patience, List<String> command) {
    try {
      Path out = Files.createTempFile(folder, "out", ".txt");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(out.toFile());
      // Maven takes the options of this build's JVM from a folder above, which other JDKs refuse.
      builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
      Process process = builder.start();
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
   * Packages of npm, with all that they need.
   *
   * @return the folder of modules
   */
  public static Path npm(String tool, String... packages) {
    // Some packages tell their makers of each installation, by a script.
    List<String> command =
        new ArrayList<>(List.of("npm", "install", "--no-audit", "--no-fund", "--ignore-scripts"));
    command.addAll(List.of(packages));
    // Or npm takes a folder above for the one to install into.
    return install(tool, Map.of("package.json", "{\"private\": true}"), command)
        .resolve("node_modules");
  }

  /**
   * Packages of Python, with all that they need.
   *
   * @return the folder of modules
   */
  public static Path pip(String tool, String... packages) {
    List<String> command =
        new ArrayList<>(List.of("python3", "-m", "pip", "install", "-q", "--target", "modules"));
    command.addAll(List.of(packages));
    return install(tool, Map.of(), command).resolve("modules");
  }

  /**
   * Libraries with all that they need, from the repository that this build uses.
   *
   * @param artifacts each as {@code group:artifact:version}
   * @return the folder of jars
   */
  public static Path jars(String tool, String... artifacts) {
    StringBuilder dependencies = new StringBuilder();
    for (String artifact : artifacts) {
      dependencies.append(
          "<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version></dependency>"
              .formatted((Object[]) artifact.split(":")));
    }
    String pom =
        """
        <project xmlns="http://maven.apache.org/POM/4.0.0">
          <modelVersion>4.0.0</modelVersion>
          <groupId>renkei.tools</groupId><artifactId>tools</artifactId><version>1</version>
          <dependencies>%s</dependencies>
        </project>
        """
            .formatted(dependencies);
    List<String> command = List.of("mvn", "-q", "-B", COPY, "-DoutputDirectory=lib");
    return install(tool, Map.of("pom.xml", pom), command).resolve("lib");
  }

  /**
   * Installs a tool into its folder, unless the same was done before; skips the test if that fails.
   * What was begun and not ended is begun anew.
   *
   * @param files what the command reads in the folder: name and text
   */
  private static Path install(String tool, Map<String, String> files, List<String> command) {
    Path folder = folder(tool);
    Path mark = folder.resolve("installed");
    String whole = command + " " + files;
    try {
      if (Files.exists(mark) && Files.readString(mark).equals(whole)) {
        return folder;
      }
      if (!isThere(command.getFirst())) {
        skip(tool, command.getFirst() + " is not installed");
      }
      for (Map.Entry<String, String> file : files.entrySet()) {
        Files.writeString(folder.resolve(file.getKey()), file.getValue());
      }
      Ran installed = run(folder, INSTALLING, command);
      if (installed.exit() != 0) {
        skip(tool, "it cannot be installed: " + beginning(installed.out()));
      }
      Files.writeString(mark, whole);
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Says that a test is skipped, and skips it. */
  private static void skip(String tool, String why) {
    LOG.warn("SKIPPED: what is published is not tried by {}, since {}", tool, why);
    Assumptions.abort(tool + ": " + why);
  }

  private static String beginning(String text) {
    return text.lines()
        .filter(line -> !line.isBlank())
        .limit(SAID_LINES)
        .collect(Collectors.joining(" / "));
  }
}
