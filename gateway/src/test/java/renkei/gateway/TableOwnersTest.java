package renkei.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A table belongs to one class (docs/decisions/0212): no second class names it in its SQL. A
 * statement over several tables is composed of parts that their owners hand out. Read from the
 * migrations and the sources; the migrations themselves may name what they like.
 */
class TableOwnersTest {

  private static final Path HOUSE = Path.of("..");

  private static final List<String> MODULES =
      List.of("codebook", "tenant-store", "broker", "gateway");

  private static final Pattern CREATED =
      Pattern.compile("CREATE (?:UNLOGGED )?TABLE (?:IF NOT EXISTS )?(\\w+)");

  private static final Pattern LITERAL =
      Pattern.compile("\"\"\"(.*?)\"\"\"|\"((?:\\\\.|[^\"\\\\\n])*)\"", Pattern.DOTALL);

  /** Names of settings look like columns of tables. */
  private static final Pattern SETTING = Pattern.compile("[a-z]+(\\.[a-z-]+)+");

  private static final Pattern COMMENT =
      Pattern.compile("/\\*.*?\\*/|(?m)^\\s*//.*$", Pattern.DOTALL);

  @Test
  void givesEachTableToOneClass() {
    Map<String, Set<String>> users = new TreeMap<>();
    Set<String> tables = tables();
    sources().forEach((file, source) -> note(users, tables, file, source));

    assertThat(users).as("tables, and the classes whose SQL names them").isNotEmpty();
    assertThat(users).allSatisfy((_, classes) -> assertThat(classes).hasSize(1));
  }

  @Test
  void findsTheTablesOfEveryModule() {
    assertThat(tables())
        .contains(
            "addressee",
            "permission",
            "replica_record",
            "tree_head",
            "message",
            "act",
            "gateway_witness");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"SELECT a FROM message WHERE b\" | true",
        "\"SELECT a FROM other JOIN message USING (b)\" | true",
        "\"SELECT a FROM other, message\" | true",
        "\"INSERT INTO message (a)\" | true",
        "\"UPDATE message SET a\" | true",
        "\"SELECT a FROM renkei.message\" | true",
        "\"WHERE message.a = b.a\" | true",
        "\"SELECT message FROM other\" | false",
        "\"message.life\" | false",
        "\"a message that came FROM message_queue\" | false",
        "/* SELECT a FROM message */ | false",
      })
  void tellsATableFromAWord(String source, boolean names) {
    assertThat(names("message", sql(source))).isEqualTo(names);
  }

  private static void note(
      Map<String, Set<String>> users, Set<String> tables, String file, String source) {
    String sql = sql(source);
    tables.stream()
        .filter(table -> names(table, sql))
        .forEach(table -> users.computeIfAbsent(table, _ -> new TreeSet<>()).add(file));
  }

  private static boolean names(String table, String sql) {
    return Pattern.compile(
            "\\b(?:FROM|JOIN|INTO|UPDATE|TABLE|ONLY|TRUNCATE)\\s+(?:\\w+(?: \\w+)?,\\s*)*(?:renkei\\.)?%1$s\\b|\\b%1$s\\.\\w"
                .formatted(table))
        .matcher(sql)
        .find();
  }

  /** The string literals of a source, one behind another; a single word is no statement. */
  private static String sql(String source) {
    Matcher literals = LITERAL.matcher(COMMENT.matcher(source).replaceAll(""));
    return literals
        .results()
        .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
        .filter(literal -> !SETTING.matcher(literal).matches())
        .collect(Collectors.joining("\n"));
  }

  private static Set<String> tables() {
    return modules()
        .map(module -> module.resolve("src/main/resources/db/migration"))
        .flatMap(folder -> files(folder, ".sql"))
        .flatMap(file -> CREATED.matcher(read(file)).results())
        .map((MatchResult found) -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Map<String, String> sources() {
    return modules()
        .map(module -> module.resolve("src/main/java"))
        .flatMap(folder -> files(folder, ".java"))
        .collect(Collectors.toMap(Path::toString, TableOwnersTest::read));
  }

  private static Stream<Path> modules() {
    return MODULES.stream().map(HOUSE::resolve);
  }

  private static Stream<Path> files(Path folder, String suffix) {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(file -> file.toString().endsWith(suffix)).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
