package renkei.testagencies.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/**
 * Every command block of README and docs, run to the letter as a reader would, with one platform
 * and one world for all of them; so are the commands that these print. What is marked as not run is
 * reported as skipped, with the reason that stands in the document.
 */
@Timeout(600)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DocumentsEndToEndTest {

  private static final Path BUILT = Path.of("..").toAbsolutePath().normalize();
  private static final String SERVE = "./renkei serve";
  private static final String WORLD = "./renkei world";
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private static @Nullable Machine machine;
  private static Path serveOutput = Path.of("");
  private static Path worldOutput = Path.of("");

  @BeforeAll
  static void startWhatTheReadmeSays() throws Exception {
    Optional<Machine> made =
        Machine.of(BUILT, Path.of("target", "documents", name()).toAbsolutePath());
    assumeTrue(
        made.isPresent(),
        "skipped: no network namespace of its own can be had (unshare of util-linux, ip of"
            + " iproute2)");
    machine = made.get();
    serveOutput = start(SERVE, "docs/world.md goes on");
    worldOutput = start(WORLD, "Ctrl-C ends the world");
  }

  /** Awkward on purpose; beyond ASCII where the JVM of this test can name such a folder. */
  private static String name() {
    return "UTF-8".equals(System.getProperty("sun.jnu.encoding")) ? "連携 it's" : "it's a walk";
  }

  @AfterAll
  static void end() {
    if (machine != null) {
      machine.close();
    }
  }

  private static Path start(String command, String lastWords) throws IOException {
    Path output = machine().start(command);
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!Files.exists(output) || !Files.readString(output).contains(lastWords)) {
      if (System.nanoTime() > end) {
        throw new AssertionError(command + " does not get ready:\n" + Files.readString(output));
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
    return output;
  }

  private static Machine machine() {
    Machine there = machine;
    if (there == null) {
      throw new IllegalStateException("no machine");
    }
    return there;
  }

  private static String printed(Path output) throws IOException {
    String text = Files.readString(output);
    String last = "Ctrl-C ends the world.";
    return text.substring(
        text.indexOf("\n# "),
        text.contains(last) ? text.indexOf(last) + last.length() : text.length());
  }

  @Test
  @Order(1)
  void theThreeCommandsThatTheWorldPrintsAskAndAreAnswered() throws IOException {
    Machine.Run run = machine().run(printed(worldOutput));

    assertThat(run.exitCode()).as(run.output()).isZero();
    assertThat(run.output())
        .contains("\"outcome\":\"PROVIDED\"", "\"items\":", "\"history\":")
        .contains("\"procedure\":\"JT00000000000011\"");
  }

  @Test
  @Order(1)
  void theCommandsThatThePlatformPrintsWork() throws IOException {
    List<String> commands =
        printed(serveOutput).lines().filter(line -> line.startsWith("./renkei")).toList();
    assertThat(commands).hasSize(2);
    // The world is there already, and the second of them is not let in.
    Machine.Run world = machine().run("! " + commands.getFirst());
    Machine.Run people = machine().run(commands.getLast());

    assertThat(world.output()).contains("another world is at work");
    assertThat(people.exitCode()).as(people.output()).isZero();
    assertThat(people.output()).contains("Test City A", "S-00000001", "also in 990027");
  }

  /**
   * All blocks of a document are one terminal's: variables and folder stay from one to the next.
   */
  @TestFactory
  @Order(2)
  Stream<DynamicNode> everyCommandBlockOfTheDocumentsWorksAsPrinted() throws IOException {
    List<DynamicNode> documents = new ArrayList<>();
    for (String document : documents()) {
      List<CommandBlock> blocks = CommandBlock.of(BUILT, document);
      if (!blocks.isEmpty()) {
        Map<CommandBlock, Machine.Run> runs = new HashMap<>();
        documents.add(
            DynamicContainer.dynamicContainer(
                document,
                blocks.stream()
                    .map(
                        block ->
                            DynamicTest.dynamicTest(
                                block.place(), () -> works(block, blocks, runs)))));
      }
    }
    return documents.stream();
  }

  private static List<String> documents() throws IOException {
    try (Stream<Path> docs = Files.list(BUILT.resolve("docs"))) {
      return Stream.concat(
              Stream.of("README.md", "README.ja.md"),
              docs.map(path -> "docs/" + path.getFileName())
                  .filter(name -> name.endsWith(".md"))
                  .sorted())
          .toList();
    }
  }

  private static void works(
      CommandBlock block, List<CommandBlock> document, Map<CommandBlock, Machine.Run> runs)
      throws IOException {
    block.notRun().ifPresent(reason -> abort("not run: " + reason));
    Set<String> missing = missing(block);
    assumeTrue(missing.isEmpty(), "skipped: not on this machine: " + missing);
    if (runs.isEmpty()) {
      runs.putAll(run(document));
    }
    Machine.Run run = runs.get(block);
    assertThat(run).as("a block above it failed").isNotNull();
    assertThat(run.exitCode()).as("%s%n%s", block.commands(), run.output()).isZero();
    for (String text : block.prints()) {
      assertThat(run.output()).as(block.commands()).contains(text);
    }
  }

  private static Set<String> missing(CommandBlock block) throws IOException {
    Set<String> missing = new HashSet<>();
    for (String tool : block.needs()) {
      String look = "command -v %1$s || python3 -c 'import %1$s'".formatted(tool);
      if (machine().run(look).exitCode() != 0) {
        missing.add(tool);
      }
    }
    return missing;
  }

  /** Runs all blocks of one document in one shell. */
  private static Map<CommandBlock, Machine.Run> run(List<CommandBlock> document)
      throws IOException {
    StringBuilder script = new StringBuilder();
    List<CommandBlock> run = new ArrayList<>();
    Path folder = machine().project().resolve("target");
    for (CommandBlock block : document) {
      if (block.notRun().isEmpty() && missing(block).isEmpty()) {
        int number = run.size();
        run.add(block);
        String name = "block-%s-%d".formatted(block.document().replaceAll("\\W", "-"), number);
        Files.writeString(folder.resolve(name), withoutWhatRuns(block));
        script.append("exec > \"$OLDHERE/target/%1$s.out\" 2>&1\n".formatted(name));
        script.append(". \"$OLDHERE/target/%s\"\n".formatted(name));
        script.append(": > \"$OLDHERE/target/%s.done\"\n".formatted(name));
      }
    }
    Machine.Run whole = machine().run("OLDHERE=$PWD\n" + script);
    Map<CommandBlock, Machine.Run> runs = new HashMap<>();
    for (int number = 0; number < run.size(); number++) {
      String name =
          "block-%s-%d".formatted(run.get(number).document().replaceAll("\\W", "-"), number);
      if (Files.exists(folder.resolve(name + ".out"))) {
        boolean done = Files.exists(folder.resolve(name + ".done"));
        runs.put(
            run.get(number),
            new Machine.Run(
                done ? 0 : Math.max(1, whole.exitCode()),
                Files.readString(folder.resolve(name + ".out"))));
      }
    }
    return runs;
  }

  /** What a document starts and leaves running, runs already: the same commands started it. */
  private static String withoutWhatRuns(CommandBlock block) {
    return block.commands().replaceAll("(?m)^\\./renkei (serve|world)( +#.*)?$", ": $0");
  }

  /** Case S5: what was issued before is known to a world that is started again. */
  @Test
  @Order(3)
  void aWorldThatIsStartedAgainKnowsThePersonsThatThePlatformHasCodesOf() throws Exception {
    machine().endLast();
    Path again = start(WORLD, "Ctrl-C ends the world");

    Machine.Run run = machine().run(printed(again).replace("first-1", "second-1"));

    assertThat(run.exitCode()).as(run.output()).isZero();
    assertThat(run.output()).contains("\"outcome\":\"PROVIDED\"");
  }
}
