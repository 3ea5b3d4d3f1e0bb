package renkei.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/security.md} says of every point of ASVS 5.0.0, levels 1 and 2, how it stands, and
 * names only what is there.
 */
class SecurityDocumentTest {

  private static final Path PROJECT = Path.of("..");
  private static final List<String> MODULES =
      List.of("signing", "codebook", "tenant-store", "broker", "gateway", "test-agencies");

  private static final Pattern POINT =
      Pattern.compile(
          "\\| (\\d+\\.\\d+\\.\\d+) \\| ([12]) \\| ([^|]+) \\|"
              + " (met|written|built|no test|gap|n/a) \\| ([^|]+) \\|");
  private static final Pattern WEIGHED =
      Pattern.compile("\\| \\d+ \\| ((?:\\d+\\.\\d+\\.\\d+(?:, )?)+) \\| .+ \\| .+ \\|");
  private static final Pattern TEST =
      Pattern.compile("`([A-Z]\\w*(?:Test|Contract))(?:\\.([a-z]\\w*))?`");
  private static final Pattern PROMISE = Pattern.compile("\\| \\*\\*.+\\| ([0-9, ]+) \\|");

  /** The JDK's and Bouncy Castle's factories of algorithms, and the first thing they are asked. */
  private static final Pattern ALGORITHM =
      Pattern.compile(
          "\\b(?:MessageDigest|Cipher|Mac|Signature|KeyGenerator|KeyPairGenerator|KeyAgreement"
              + "|KeyFactory|SecretKeyFactory|SSLContext|KeyStore|CertPathValidator"
              + "|SecureRandom)\\.getInstance\\(\\s*\"([^\"]+)\""
              + "|new JcaContentSignerBuilder\\(\"([^\"]+)\"");

  private static final Map<String, String> TESTS = new TreeMap<>();
  private static final Map<String, String> MAIN = new TreeMap<>();
  private static String document = "";
  private static List<Point> points = List.of();

  private record Point(String number, String level, String state, String how) {}

  @BeforeAll
  static void read() throws IOException {
    document = document("security.md");
    points =
        document
            .lines()
            .map(POINT::matcher)
            .filter(row -> row.matches())
            .map(row -> new Point(row.group(1), row.group(2), row.group(4), row.group(5)))
            .toList();
    for (String module : MODULES) {
      read(PROJECT.resolve(module).resolve("src/test/java"), TESTS);
      read(PROJECT.resolve(module).resolve("src/main/java"), MAIN);
    }
  }

  private static String document(String name) throws IOException {
    return Files.readString(PROJECT.resolve("docs").resolve(name));
  }

  /** By the simple name; what two modules call alike is taken together. */
  private static void read(Path folder, Map<String, String> sources) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(each -> each.toString().endsWith(".java")).toList()) {
        String name = file.getFileName().toString().replace(".java", "");
        sources.merge(name, Files.readString(file), String::concat);
      }
    }
  }

  @Test
  void everyPointOfLevelsOneAndTwoStandsThereOnceInItsOrder() throws IOException {
    List<String> wanted =
        Files.readAllLines(Path.of("src/test/resources/asvs-5.0.0-levels-1-and-2.txt"));

    assertThat(wanted).hasSize(253);
    assertThat(points)
        .extracting(point -> point.number() + " " + point.level())
        .containsExactlyElementsOf(wanted);
  }

  @Test
  void everyTestThatIsNamedIsThere() throws IOException {
    List<String> missing = new ArrayList<>();
    for (String text : List.of(document, document("security.ja.md"), document("field-cases.md"))) {
      TEST.matcher(text)
          .results()
          .filter(named -> !isThere(named))
          .map(MatchResult::group)
          .forEach(missing::add);
    }

    assertThat(TEST.matcher(document).results().count()).isGreaterThan(150);
    assertThat(missing).isEmpty();
  }

  /** A method, or a rule of ArchUnit. */
  private static boolean isThere(MatchResult named) {
    String source = TESTS.getOrDefault(named.group(1), "");
    @Nullable String method = named.group(2);
    return method == null
        ? !source.isEmpty()
        : Pattern.compile(
                "\\b(?:void|Stream<DynamicNode>) " + method + "\\(|\\bArchRule " + method + " =")
            .matcher(source)
            .find();
  }

  @Test
  void everyPointThatIsMetNamesATestAndItsMethod() {
    assertThat(points)
        .filteredOn(point -> point.state().equals("met"))
        .hasSizeGreaterThan(60)
        .allSatisfy(
            point ->
                assertThat(TEST.matcher(point.how()).results())
                    .as(point.number())
                    .anyMatch(named -> named.group(2) != null));
  }

  @Test
  void everyPointThatNoTestHoldsNamesWhatDoesIt() {
    Pattern named = Pattern.compile("`([A-Za-z][\\w./-]*)`");

    assertThat(points)
        .filteredOn(point -> Set.of("built", "no test").contains(point.state()))
        .isNotEmpty()
        .allSatisfy(
            point ->
                assertThat(named.matcher(point.how()).results().map(each -> each.group(1)))
                    .as(point.number())
                    .anyMatch(
                        each -> MAIN.containsKey(each) || Files.exists(PROJECT.resolve(each))));
  }

  @Test
  void everyPointThatIsWrittenSaysWhere() {
    Set<String> headings =
        document
            .lines()
            .filter(line -> line.startsWith("#"))
            .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
            .map(line -> "#" + line.replaceAll("[^a-z0-9 -]", "").replace(' ', '-'))
            .collect(Collectors.toSet());
    Pattern link = Pattern.compile("]\\(([^)]+)\\)");

    assertThat(points)
        .filteredOn(point -> point.state().equals("written"))
        .isNotEmpty()
        .allSatisfy(
            point ->
                assertThat(link.matcher(point.how()).results().map(found -> found.group(1)))
                    .as(point.number())
                    .isNotEmpty()
                    .allMatch(target -> !target.startsWith("#") || headings.contains(target)));
  }

  @Test
  void everyGapIsWeighedAndNothingElse() {
    Set<String> open =
        points.stream()
            .filter(point -> Set.of("gap", "no test").contains(point.state()))
            .map(Point::number)
            .collect(Collectors.toCollection(TreeSet::new));
    List<String> weighed =
        document
            .lines()
            .map(WEIGHED::matcher)
            .filter(row -> row.matches())
            .flatMap(row -> Stream.of(row.group(1).split(", ", -1)))
            .toList();

    assertThat(weighed).doesNotHaveDuplicates();
    assertThat(new TreeSet<>(weighed)).isEqualTo(open);
  }

  @Test
  void bothLanguagesCountThePointsAlike() throws IOException {
    Map<String, Long> counted =
        points.stream().collect(Collectors.groupingBy(Point::state, Collectors.counting()));

    for (String text : List.of(document, document("security.ja.md"))) {
      counted.forEach(
          (state, count) ->
              assertThat(text).containsPattern("\\| " + state + "[^|\\n]* \\| " + count + " \\|"));
    }
  }

  @Test
  void everyInvariantIsPromisedAgainstSomebody() {
    Set<Integer> promised =
        document
            .lines()
            .map(PROMISE::matcher)
            .filter(row -> row.matches())
            .flatMap(row -> Stream.of(row.group(1).strip().split(",\\s*", -1)))
            .map(Integer::valueOf)
            .collect(Collectors.toSet());

    assertThat(promised).containsAll(IntStream.rangeClosed(1, 12).boxed().toList());
  }

  @Test
  void everyAlgorithmThatTheCodeAsksForIsInTheInventory() {
    Set<String> asked = new TreeSet<>();
    MAIN.forEach(
        (_, source) ->
            ALGORITHM
                .matcher(source)
                .results()
                .map(found -> Optional.ofNullable(found.group(1)).orElseGet(() -> found.group(2)))
                .forEach(asked::add));

    assertThat(asked).contains("SHA-256", "AES/GCM/NoPadding", "HmacSHA256", "TLSv1.3");
    assertThat(asked).allSatisfy(name -> assertThat(document).contains("`" + name + "`"));
  }
}
