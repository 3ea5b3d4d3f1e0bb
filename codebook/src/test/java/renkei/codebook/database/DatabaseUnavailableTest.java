package renkei.codebook.database;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static renkei.codebook.testing.SampleAgencies.KITA;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import renkei.codebook.testing.TestDatabase;
import renkei.codebook.testing.TestServer;

class DatabaseUnavailableTest {

  private static TestDatabase postgres;
  private static Database database;

  @BeforeAll
  static void start() {
    postgres = TestDatabase.fresh();
    database = postgres.open();
  }

  @AfterAll
  static void stop() {
    database.close();
    postgres.close();
  }

  @Nested
  class WhenTheServerIsStopped {

    private DatabaseSettings settings;
    private Database stopped;

    @BeforeEach
    void stopIt() {
      try (TestServer server = TestServer.own(Map.of())) {
        TestDatabase own = server.database();
        settings = own.settings();
        stopped = own.open();
      }
    }

    @AfterEach
    void close() {
      stopped.close();
    }

    @Test
    void saysSoToWork() {
      assertThatExceptionOfType(DatabaseUnavailableException.class)
          .isThrownBy(() -> one(stopped))
          .matches(DatabaseUnavailableException::safeToRetry);
    }

    @Test
    void saysSoAtTheStart() {
      assertThatExceptionOfType(DatabaseUnavailableException.class)
          .isThrownBy(() -> Database.open(settings));
    }

    @Test
    void saysSoToAMigration() {
      assertThatExceptionOfType(DatabaseUnavailableException.class)
          .isThrownBy(() -> stopped.migrate());
    }
  }

  @Test
  void saysSoWhenTheConnectionIsKilledInTheMiddleAndWorksAgainAfterwards() {
    assertThatExceptionOfType(DatabaseUnavailableException.class)
        .isThrownBy(
            () ->
                database.inTenant(
                    KITA,
                    tx -> {
                      killAll();
                      return tx.handle().execute("SELECT 1");
                    }))
        .matches(DatabaseUnavailableException::safeToRetry);
    assertThat(one(database)).isEqualTo(1);
  }

  @Test
  void doesNotPromiseARetryIsSafeWhenTheCommitItselfFails() {
    assertThatExceptionOfType(DatabaseUnavailableException.class)
        .isThrownBy(
            () ->
                database.inTenant(
                    KITA,
                    _ -> {
                      killAll();
                      return 1;
                    }))
        .matches(e -> !e.safeToRetry());
  }

  @Test
  void saysSoWhenTheServerTakesNoWrites() {
    assertThatExceptionOfType(DatabaseUnavailableException.class)
        .isThrownBy(
            () ->
                database.inTenant(
                    KITA,
                    tx -> {
                      tx.handle().execute("SET TRANSACTION READ ONLY");
                      return tx.handle().execute("DELETE FROM person_code");
                    }));
  }

  @Test
  void saysSoWhenTheDiskIsFull() {
    assertThatExceptionOfType(DatabaseUnavailableException.class)
        .isThrownBy(
            () ->
                database.inTenant(
                    KITA,
                    tx ->
                        tx.handle()
                            .execute(
                                "DO $$ BEGIN RAISE EXCEPTION 'no space' USING ERRCODE = '53100';"
                                    + " END $$")))
        .matches(DatabaseUnavailableException::safeToRetry);
  }

  @Test
  void leavesAMistakeInTheWorkAsItIs() {
    assertThatExceptionOfType(RuntimeException.class)
        .isThrownBy(() -> database.inTenant(KITA, tx -> tx.handle().execute("SELECT nonsense")))
        .isNotInstanceOf(DatabaseUnavailableException.class);
  }

  @Test
  void quotesNoValuesInErrors() {
    assertThatExceptionOfType(RuntimeException.class)
        .isThrownBy(
            () ->
                database.inTenant(
                    KITA,
                    tx ->
                        tx.handle()
                            .execute(
                                "INSERT INTO person_code VALUES ('990019', ?, ?, ?)",
                                "secret".getBytes(UTF_8),
                                "secret".getBytes(UTF_8),
                                "secret".getBytes(UTF_8))))
        .satisfies(
            e -> {
              StringWriter trace = new StringWriter();
              e.printStackTrace(new PrintWriter(trace));
              assertThat(trace.toString())
                  .doesNotContain("secret")
                  .doesNotContain("\\x736563726574")
                  .contains("foreign key");
            });
  }

  @Test
  void migratesTwiceWithoutHarm() {
    database.migrate();

    assertThat(one(database)).isEqualTo(1);
  }

  private void killAll() {
    try (Handle handle = postgres.superuser()) {
      handle.execute(
          """
          SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
          WHERE usename = 'renkei_app' AND datname = current_database()
          """);
    }
  }

  private static int one(Database database) {
    return database.inTenant(
        KITA, tx -> tx.handle().createQuery("SELECT 1").mapTo(Integer.class).one());
  }
}
