package renkei.testagencies;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/**
 * What the launcher shows without a JVM is, to the letter, what the model of the command line says.
 * {@code -Drenkei.help=write} writes it anew.
 */
class HelpTextsTest {

  private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
  private static final Path FOLDER = PROJECT.resolve("docs").resolve("help");
  private static final String VERSION = "version.txt";
  private static final String COMPLETION = "completion.bash";

  @BeforeAll
  static void writeWhenAsked() throws IOException {
    if (!"write".equals(System.getProperty("renkei.help"))) {
      return;
    }
    Files.createDirectories(FOLDER);
    for (Path old : files()) {
      Files.delete(old);
    }
    for (Map.Entry<String, String> text : texts().entrySet()) {
      Files.writeString(FOLDER.resolve(text.getKey()), text.getValue());
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void saysWhatTheModelSays(String name) throws IOException {
    assertThat(FOLDER.resolve(name))
        .as(
            "./mvnw test -pl test-agencies -am -Dtest=HelpTextsTest -Drenkei.help=write"
                + " -Dsurefire.failIfNoSpecifiedTests=false writes it")
        .hasContent(texts().get(name));
  }

  @Test
  void saysNothingOfVerbsThatThereAreNot() throws IOException {
    assertThat(files())
        .map(file -> file.getFileName().toString())
        .containsExactlyInAnyOrderElementsOf(texts().keySet());
  }

  @Test
  void everyVerbIsOfTheVersionThatIsBuilt() throws IOException {
    String built =
        Files.readAllLines(PROJECT.resolve("pom.xml")).stream()
            .filter(line -> line.startsWith("  <version>"))
            .map(line -> line.replaceAll("</?version>", "").strip())
            .findFirst()
            .orElseThrow();

    assertThat(WholeCommandLine.commands().filter(HelpTextsTest::isOurs))
        .allSatisfy(
            command ->
                assertThat(command.getCommandSpec().version()).containsExactly("Renkei " + built));
  }

  static Stream<String> names() {
    return texts().keySet().stream();
  }

  /** By name of the file. */
  private static Map<String, String> texts() {
    Map<String, String> texts =
        WholeCommandLine.commands()
            .collect(
                Collectors.toMap(
                    command -> command.getCommandSpec().qualifiedName("-") + ".txt",
                    command -> command.getUsageMessage(Ansi.OFF)));
    CommandLine whole = WholeCommandLine.model();
    texts.put(VERSION, whole.getCommandSpec().version()[0] + "\n");
    texts.put(COMPLETION, AutoComplete.bash("renkei", whole));
    return texts;
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.toList();
    }
  }

  private static boolean isOurs(CommandLine command) {
    return command.getCommand().getClass().getName().startsWith("renkei.");
  }
}
