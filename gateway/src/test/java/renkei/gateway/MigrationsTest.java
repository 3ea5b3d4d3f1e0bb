package renkei.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Migrations run as the owner of the tables, whom the tenant wall shuts out too: a statement over
 * the rows of before touches none of them, without a word, unless the wall is lowered meanwhile.
 */
class MigrationsTest {

  private static final Pattern CHANGE =
      Pattern.compile("(?im)^\\s*(?:UPDATE|DELETE FROM|INSERT INTO .*? SELECT .*? FROM)\\s+(\\w+)");

  @Test
  void lowersTheWallForWhatChangesRowsOfBefore() throws IOException {
    Map<String, String> migrations = migrations();

    assertThat(migrations).containsKey("V204__doubts.sql");
    assertThat(migrations).allSatisfy((_, sql) -> assertThat(changesBehindTheWall(sql)).isEmpty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "UPDATE a SET b = 1; | true",
        "DELETE FROM a; | true",
        "INSERT INTO b SELECT c FROM a; | true",
        "ALTER TABLE a NO FORCE ROW LEVEL SECURITY; UPDATE a SET b = 1; | true",
        "ALTER TABLE a NO FORCE ROW LEVEL SECURITY; UPDATE a SET b = 1;"
            + " ALTER TABLE a FORCE ROW LEVEL SECURITY; | false",
        "CREATE TABLE a (b int); | false",
      })
  void tellsAChangeThatTouchesNothing(String sql, boolean behind) {
    assertThat(changesBehindTheWall(sql.replace("; ", ";\n")).isEmpty()).isEqualTo(!behind);
  }

  private static List<String> changesBehindTheWall(String sql) {
    return CHANGE
        .matcher(sql)
        .results()
        .filter(
            change -> {
              String of = "ALTER TABLE " + change.group(1);
              return !sql.substring(0, change.start()).contains(of + " NO FORCE ROW LEVEL SECURITY")
                  || !sql.substring(change.end()).contains(of + " FORCE ROW LEVEL SECURITY");
            })
        .map(change -> change.group().strip())
        .toList();
  }

  private static Map<String, String> migrations() throws IOException {
    Map<String, String> migrations = new TreeMap<>();
    for (String module : List.of("codebook", "tenant-store", "broker", "gateway")) {
      Path folder = Path.of("..", module, "src/main/resources/db/migration");
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          migrations.put(file.getFileName().toString(), Files.readString(file));
        }
      }
    }
    return migrations;
  }
}
