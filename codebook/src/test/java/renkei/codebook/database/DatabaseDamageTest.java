package renkei.codebook.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static renkei.codebook.testing.SampleAgencies.KITA;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import renkei.codebook.testing.TestDatabase;
import renkei.codebook.testing.TestServer;

/** Pages of which bits are flipped while the server is stopped. */
class DatabaseDamageTest {

  private static final int PAGE = 8192;
  private static final int ROWS = 20_000;

  private static final String LET_CHECK =
      """
      CREATE EXTENSION IF NOT EXISTS amcheck SCHEMA public;
      GRANT EXECUTE ON FUNCTION
        public.bt_index_check(regclass),
        public.verify_heapam(regclass, boolean, boolean, text, bigint, bigint)
      TO renkei_app;
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"XX001", "XX002"})
  void damageHasAnExceptionOfItsOwnAndIsTold(String state) {
    List<String> told = new ArrayList<>();
    try (TestDatabase postgres = TestDatabase.fresh();
        Database database = postgres.open()) {
      database.whenDamaged(damage -> told.add(damage.sqlState()));

      assertThatExceptionOfType(DatabaseDamagedException.class)
          .isThrownBy(
              () ->
                  database.inTenant(
                      KITA,
                      tx ->
                          tx.handle()
                              .execute(
                                  "DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '%s'; END $$"
                                      .formatted(state))))
          .withMessageContaining(state)
          .matches(DatabaseUnavailableException::safeToRetry);
    }
    assertThat(told).containsExactly(state);
  }

  @Test
  void saysWhetherItCouldLookForDamage() {
    try (TestDatabase postgres = TestDatabase.fresh();
        Database database = postgres.open()) {
      assertThat(database.check().thorough()).as("without amcheck").isFalse();

      letCheck(postgres);

      DamageReport report = database.check();
      assertThat(report.thorough()).isTrue();
      assertThat(report.damaged()).isEmpty();
      assertThat(report.checked()).isPositive().isEqualTo(tablesAndKeys(postgres));
    }
  }

  @Test
  @SuppressWarnings("try") // the server is stopped and started in the middle
  void meetsAndFindsAFlippedPageOfAnIndex() throws Exception {
    Path data = folder.resolve("data");
    try (TestServer server = TestServer.own(data)) {
      TestDatabase postgres = server.database();
      Path index;
      try (Database database = postgres.open()) {
        database.migrate();
        letCheck(postgres);
        fill(postgres);
        index = data.resolve(file(postgres, "permission_list_pkey"));
      }
      int port = server.port();
      server.close();
      flip(index, 3);
      server.startAgain(data, port);

      try (Database database = postgres.open()) {
        assertThatExceptionOfType(DatabaseDamagedException.class)
            .isThrownBy(() -> readThroughIndex(database));
        assertThat(database.check().damaged()).containsExactly("permission_list_pkey");
      }
    }
  }

  /**
   * Counted apart from the check's own list: every table, and every index, all of which are
   * b-trees.
   */
  private static int tablesAndKeys(TestDatabase postgres) {
    try (Handle handle = postgres.superuser()) {
      return handle
          .createQuery(
              "SELECT (SELECT count(*) FROM pg_tables WHERE schemaname = ?)"
                  + " + (SELECT count(*) FROM pg_indexes WHERE schemaname = ?)")
          .bind(0, Database.SCHEMA)
          .bind(1, Database.SCHEMA)
          .mapTo(Integer.class)
          .one();
    }
  }

  private static void letCheck(TestDatabase postgres) {
    try (Handle handle = postgres.superuser()) {
      handle.execute(LET_CHECK);
    }
  }

  private static void fill(TestDatabase postgres) {
    try (Handle handle = postgres.superuser()) {
      handle.execute(
          "INSERT INTO permission_list (version, valid_from, valid_to)"
              + " SELECT n, date '2026-01-01', date '2026-12-31' FROM generate_series(1, ?) n",
          ROWS);
      handle.execute("CHECKPOINT");
    }
  }

  private static String file(TestDatabase postgres, String relation) {
    try (Handle handle = postgres.superuser()) {
      return handle
          .createQuery("SELECT pg_relation_filepath(CAST(? AS regclass))")
          .bind(0, relation)
          .mapTo(String.class)
          .one();
    }
  }

  private static void flip(Path file, int page) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      for (int i = 0; i < 40; i++) {
        long place = (long) page * PAGE + 1000 + 100L * i;
        bytes.seek(place);
        int before = bytes.read();
        bytes.seek(place);
        bytes.write(before ^ 1);
      }
    }
  }

  private static void readThroughIndex(Database database) {
    List<Long> _ =
        database.inPlatform(
            tx -> {
              int _ = tx.handle().execute("SET LOCAL enable_seqscan = off");
              return tx.handle()
                  .createQuery("SELECT version FROM permission_list ORDER BY version")
                  .mapTo(Long.class)
                  .list();
            });
  }
}
