package renkei.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What documents and docstrings refer to is there. */
class DocumentsTest {

  private static final Path PROJECT = Path.of("..");
  private static final Path DECISIONS = PROJECT.resolve("docs").resolve("decisions");

  /** {@code decision 0206}, {@code decisions/0206}, {@code [0206](…)}. */
  private static final Pattern CITED =
      Pattern.compile("\\bdecisions?[ /](\\d{4})\\b|\\[(\\d{4})]\\(");

  private static final Pattern LINK = Pattern.compile("]\\(([^)#:\\s]+)(#[^)]*)?\\)");
  private static final Pattern QUOTED = Pattern.compile("`([A-Za-z][A-Za-z0-9]*)`");

  @Test
  void everyDecisionHasANumberOfItsOwn() throws IOException {
    Set<String> numbers = new TreeSet<>();
    for (Path file : filesBelow(DECISIONS)) {
      String number = number(file);
      assertThat(numbers.add(number)).as("two decisions have the number " + number).isTrue();
      assertThat(Files.readString(file)).as(file.toString()).startsWith("# " + number + " ");
    }
  }

  private static String number(Path decision) {
    return decision.getFileName().toString().substring(0, 4);
  }

  @Test
  void everyDecisionThatIsCitedIsThere() throws IOException {
    Set<String> there =
        filesBelow(DECISIONS).stream().map(DocumentsTest::number).collect(Collectors.toSet());
    List<String> cited = new ArrayList<>();
    for (Path file : texts()) {
      CITED
          .matcher(Files.readString(file))
          .results()
          .map(match -> match.group(1) == null ? match.group(2) : match.group(1))
          .forEach(cited::add);
    }

    assertThat(cited).hasSizeGreaterThan(10);
    assertThat(there).containsAll(cited);
  }

  @Test
  void everyFileThatADocumentLinksToIsThere() throws IOException {
    List<String> missing = new ArrayList<>();
    for (Path file : texts()) {
      if (!file.toString().endsWith(".md")) {
        continue;
      }
      LINK.matcher(Files.readString(file))
          .results()
          .map(match -> match.group(1))
          .filter(target -> !Files.exists(file.resolveSibling(target)))
          .forEach(target -> missing.add(file + " links to " + target));
    }

    assertThat(missing).isEmpty();
  }

  /** The table says which tests attack an invariant: classes, and here and there a method. */
  private static List<List<String>> testsByInvariant() throws IOException {
    return Files.readAllLines(PROJECT.resolve("docs").resolve("architecture.md")).stream()
        .filter(line -> line.matches("\\| \\d+ \\|.*"))
        .map(row -> QUOTED.matcher(row).results().map(match -> match.group(1)).toList())
        .toList();
  }

  private static List<Path> tests() throws IOException {
    return texts().stream().filter(file -> file.toString().endsWith("Test.java")).toList();
  }

  @Test
  void everyInvariantNamesItsTests() throws IOException {
    assertThat(testsByInvariant()).hasSize(12).noneMatch(List::isEmpty);
  }

  @Test
  void everyTestClassOfAnInvariantIsThere() throws IOException {
    Set<String> classes =
        tests().stream()
            .map(file -> file.getFileName().toString().replace(".java", ""))
            .collect(Collectors.toSet());

    assertThat(testsByInvariant())
        .flatMap(named -> named)
        .filteredOn(name -> name.matches("[A-Z].*Test"))
        .isNotEmpty()
        .allSatisfy(name -> assertThat(classes).contains(name));
  }

  @Test
  void everyTestMethodOfAnInvariantIsThere() throws IOException {
    StringBuilder sources = new StringBuilder();
    for (Path source : tests()) {
      sources.append(Files.readString(source));
    }

    assertThat(testsByInvariant())
        .flatMap(named -> named)
        .filteredOn(name -> name.matches("[a-z]+[A-Z].*"))
        .isNotEmpty()
        .allSatisfy(name -> assertThat(sources).contains("void " + name + "("));
  }

  /** Documents, and the sources of every module. */
  private static List<Path> texts() throws IOException {
    List<Path> all = new ArrayList<>(filesBelow(PROJECT.resolve("docs")));
    try (Stream<Path> top = Files.list(PROJECT)) {
      for (Path path : top.sorted().toList()) {
        if (Files.isRegularFile(path) && path.toString().endsWith(".md")) {
          all.add(path);
        } else if (Files.exists(path.resolve("src"))) {
          all.addAll(filesBelow(path.resolve("src")));
        }
      }
    }
    return all.stream()
        .filter(file -> file.toString().matches(".*\\.(md|java|sql|yaml|xsd|wsdl)"))
        .toList();
  }

  private static List<Path> filesBelow(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
