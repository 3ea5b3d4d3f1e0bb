package renkei.codebook.database;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static renkei.codebook.Sample.KITA;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DatabaseUnavailableTest {

  private TestDatabase server;
  private Database database;

  @BeforeEach
  void start() {
    server = TestDatabase.start();
    database = server.open();
  }

  @AfterEach
  void stop() {
    database.close();
    server.close();
  }

  @Test
  void saysSoWhenTheServerIsStopped() {
    server.close();

    assertThatExceptionOfType(DatabaseUnavailableException.class)
        .isThrownBy(() -> one(database))
        .matches(DatabaseUnavailableException::safeToRetry);
    assertThatExceptionOfType(DatabaseUnavailableException.class)
        .isThrownBy(() -> Database.open(server.settings()));
    assertThatExceptionOfType(DatabaseUnavailableException.class)
        .isThrownBy(() -> database.migrate());
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
    try (Handle handle = server.superuser()) {
      handle.execute(
          "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE usename = 'renkei_app'");
    }
  }

  private static int one(Database database) {
    return database.inTenant(
        KITA, tx -> tx.handle().createQuery("SELECT 1").mapTo(Integer.class).one());
  }
}
