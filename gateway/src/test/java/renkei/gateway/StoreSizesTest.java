package renkei.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import renkei.codebook.database.Database;
import renkei.gateway.testing.TestDatabase;

class StoreSizesTest {

  @TempDir Path folder;
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

  @Test
  void measuresEveryTableWithItsIndexes() {
    try (Database database = TestDatabase.openOwn();
        StoreSizes sizes = new StoreSizes(database, Map.of(), metrics)) {
      sizes.measure();
      double before = size("permission_list");
      int _ =
          database.inPlatform(
              tx ->
                  tx.handle()
                      .execute(
                          "INSERT INTO permission_list SELECT n, '2026-01-01', '2026-12-31'"
                              + " FROM generate_series(1, 2000) n"));

      sizes.measure();

      assertThat(size("permission_list")).isGreaterThan(before + 50_000);
      assertThat(size("message")).isPositive();
    }
  }

  private double size(String table) {
    return metrics.get("renkei.table.size").tag("table", table).gauge().value();
  }

  @Test
  void measuresTheFilesOfAJournal() throws Exception {
    Path journal = Files.createDirectories(folder.resolve("journal").resolve("part"));
    Files.write(journal.resolve("1"), new byte[700]);
    Files.write(journal.resolveSibling("2"), new byte[300]);
    try (Database database = TestDatabase.openOwn();
        StoreSizes _ =
            new StoreSizes(
                database,
                Map.of("here", folder.resolve("journal"), "gone", folder.resolve("gone")),
                metrics)) {
      assertThat(journal("here")).isEqualTo(1_000);
      assertThat(journal("gone")).isNaN();
    }
  }

  private double journal(String name) {
    return metrics.get("renkei.journal.size").tag("journal", name).gauge().value();
  }
}
