package renkei.codebook.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import renkei.codebook.testing.TestDatabase;
import renkei.codebook.testing.TestServer;

class SchemaUpgradeTest {

  @TempDir Path earlier;

  @Test
  void addsWhatOneModuleCountsBelowWhatAnotherHasDone() throws IOException {
    takeAlong("V100__walls.sql", "V101__code_vault.sql", "V102__permissions.sql");
    Files.writeString(earlier.resolve("V399__of_another_module.sql"), "SELECT 1");
    try (TestServer server = TestServer.own(Map.of());
        TestDatabase test = server.database();
        Database database = Database.open(test.settings())) {
      migrateAsBefore(test.settings());

      database.migrate();

      assertThat(applied(test)).contains("103", "399");
    }
  }

  private void takeAlong(String... names) throws IOException {
    for (String name : names) {
      try (InputStream file = Database.class.getResourceAsStream("/db/migration/" + name)) {
        Files.copy(file, earlier.resolve(name));
      }
    }
  }

  private void migrateAsBefore(DatabaseSettings settings) {
    Flyway.configure()
        .dataSource(Connections.owner(settings))
        .schemas(Database.SCHEMA)
        .createSchemas(false)
        .table("schema_history")
        .locations("filesystem:" + earlier)
        .load()
        .migrate();
  }

  private static List<String> applied(TestDatabase test) {
    try (Handle superuser = test.superuser()) {
      return superuser
          .createQuery("SELECT version FROM renkei.schema_history WHERE success")
          .mapTo(String.class)
          .list();
    }
  }
}
