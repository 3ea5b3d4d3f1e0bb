package renkei.testagencies.document;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A machine as a reader of the documents has it: the project's folder with nothing of an earlier
 * run, the usual ports free, and no locale set. It is a network namespace of its own, so that
 * nothing on the real machine is in its way. Programs that go on run beside the scripts.
 */
final class Machine implements AutoCloseable {

  private static final Duration STOP = Duration.ofSeconds(60);

  private static final List<String> LINKED =
      List.of(
          "renkei",
          "mvnw",
          "pom.xml",
          ".mvn",
          "docs",
          "README.md",
          "README.ja.md",
          "gateway",
          "test-agencies",
          "signing",
          "codebook",
          "tenant-store",
          "broker");

  private final Path project;
  private final Process init;
  private final BufferedReader answers;
  private final Writer orders;
  private final List<Long> programs = new ArrayList<>();
  private int scripts;

  /** What a script printed, and its exit code. */
  record Run(int exitCode, String output) {}

  private Machine(Path project, Process init) {
    this.project = project;
    this.init = init;
    answers = init.inputReader(StandardCharsets.UTF_8);
    orders = init.outputWriter(StandardCharsets.UTF_8);
  }

  /** The command under which a program has a network of its own; empty if this cannot be had. */
  private static Optional<List<String>> alone() throws IOException, InterruptedException {
    for (List<String> each :
        List.of(
            List.of("unshare", "-n"),
            List.of("unshare", "-U", "-n", "--map-current-user", "--keep-caps"))) {
      List<String> command = new ArrayList<>(each);
      command.addAll(List.of("ip", "link", "set", "lo", "up"));
      try {
        if (new ProcessBuilder(command).start().waitFor() == 0) {
          return Optional.of(each);
        }
      } catch (IOException _) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  /**
   * A machine with the project as it was built.
   *
   * @param folder becomes the project's folder; what an earlier run left there is removed
   * @return empty if this machine has no network namespaces
   */
  static Optional<Machine> of(Path built, Path folder) throws IOException, InterruptedException {
    Optional<List<String>> alone = alone();
    if (alone.isEmpty()) {
      return Optional.empty();
    }
    remove(folder);
    Files.createDirectories(folder.resolve("target"));
    for (String name : LINKED) {
      Files.createSymbolicLink(folder.resolve(name), built.resolve(name));
    }
    List<String> command = new ArrayList<>(alone.get());
    command.addAll(
        List.of(
            "bash",
            "-c",
            """
            ip link set lo up
            while read -r verb script; do
              case $verb in
                run) timeout 300 bash -e "$script" < /dev/null > "$script.out" 2>&1; echo "$?" ;;
                start) bash "$script" > "$script.out" 2>&1 & echo "$!" ;;
              esac
            done
            """));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(key -> key.equals("LANG") || key.startsWith("LC_"));
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    // The system's own programs first: its python3 is the one that has the system's zeep.
    environment.put("PATH", "/usr/bin:/bin:" + environment.getOrDefault("PATH", ""));
    environment.put("RENKEI_AS_BUILT", "1");
    return Optional.of(
        new Machine(folder, builder.redirectError(ProcessBuilder.Redirect.INHERIT).start()));
  }

  private static void remove(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (var all = Files.walk(folder)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  /** The project's folder. */
  Path project() {
    return project;
  }

  /** Runs a script of bash in the project's folder; it ends at the first command that fails. */
  Run run(String script) throws IOException {
    Path file = script(script);
    int exitCode = Integer.parseInt(order("run", file));
    return new Run(exitCode, Files.readString(file.resolveSibling(file.getFileName() + ".out")));
  }

  /**
   * Starts a program that goes on.
   *
   * @return the file to which it prints
   */
  Path start(String command) throws IOException {
    Path file = script(command);
    programs.add(Long.parseLong(order("start", file)));
    return file.resolveSibling(file.getFileName() + ".out");
  }

  /** Ends the program that was started last, as Ctrl-C does. */
  void endLast() throws InterruptedException {
    ProcessHandle shell = ProcessHandle.of(programs.removeLast()).orElseThrow();
    List<ProcessHandle> below = shell.descendants().toList();
    below.forEach(ProcessHandle::destroy);
    for (ProcessHandle each : below) {
      try {
        each.onExit().get(STOP.toSeconds(), TimeUnit.SECONDS);
      } catch (ExecutionException | TimeoutException _) {
        each.destroyForcibly();
      }
    }
  }

  private Path script(String text) throws IOException {
    return Files.writeString(project.resolve("target").resolve("script-" + ++scripts), text);
  }

  private String order(String verb, Path script) throws IOException {
    orders.write(verb + " target/" + script.getFileName() + "\n");
    orders.flush();
    String answer = answers.readLine();
    if (answer == null) {
      throw new IllegalStateException("the machine has ended");
    }
    return answer;
  }

  @Override
  public void close() {
    try {
      while (!programs.isEmpty()) {
        endLast();
      }
      orders.close();
      init.waitFor(STOP.toSeconds(), TimeUnit.SECONDS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      init.destroyForcibly();
    }
  }
}
