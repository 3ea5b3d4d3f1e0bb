package renkei.gateway.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import renkei.codebook.database.Database;
import renkei.codebook.database.DatabaseUnavailableException;
import renkei.codebook.testing.Await;
import renkei.gateway.logging.Alarms;
import renkei.gateway.testing.CapturedLog;
import renkei.gateway.testing.TestDatabase;

class DatabaseWitnessTest {

  @TempDir Path data;
  private SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private Database database;

  @BeforeEach
  void open() {
    database = TestDatabase.openOwn();
  }

  @AfterEach
  void close() {
    database.close();
  }

  /** As after a start: with metrics of its own. */
  private DatabaseWitness witness() {
    metrics = new SimpleMeterRegistry();
    return new DatabaseWitness(database, data, new Alarms(metrics), metrics, Clock.systemUTC());
  }

  /** A witness that has seen some work. */
  private DatabaseWitness seen() {
    DatabaseWitness witness = witness();
    for (int round = 0; round < 3; round++) {
      write();
      witness.look();
    }
    return witness;
  }

  private void write() {
    inPlatform(
        "INSERT INTO permission_list SELECT coalesce(max(version), 0) + 1, '2026-01-01',"
            + " '2026-12-31' FROM permission_list");
  }

  private int inPlatform(String sql) {
    return database.inPlatform(tx -> tx.handle().execute(sql));
  }

  private boolean works() {
    return database.inPlatform(
        tx -> tx.handle().createQuery("SELECT true").mapTo(Boolean.class).one());
  }

  private void isHeld() {
    assertThatExceptionOfType(DatabaseUnavailableException.class)
        .isThrownBy(this::works)
        .withMessageContaining("until somebody decides")
        .matches(DatabaseUnavailableException::safeToRetry);
  }

  private double alarms(String reason) {
    return metrics
        .find("renkei.alarms")
        .tags("door", "database", "reason", reason)
        .counters()
        .stream()
        .mapToDouble(Counter::count)
        .sum();
  }

  @Test
  void letsWorkGoOnWithADatabaseAsItWasLeft() {
    seen();

    DatabaseWitness next = witness();
    next.look();

    assertThat(next.undecided()).isEmpty();
    assertThat(works()).isTrue();
  }

  @Test
  void noticesThatTheDatabaseIsOlderThanWhatItHasSeen() {
    seen();
    inPlatform("UPDATE gateway_witness SET number = number - 1");

    DatabaseWitness next = witness();
    next.look();

    assertThat(next.undecided().orElseThrow()).startsWith("the database is older than what was");
    isHeld();
    assertThat(alarms("DATABASE_OLDER")).isEqualTo(1);
    assertThat(metrics.get("renkei.witness.findings").gauge().value()).isEqualTo(1);
  }

  @Test
  void noticesItWhileItRunsToo() {
    DatabaseWitness witness = seen();
    inPlatform("UPDATE gateway_witness SET number = number - 2");

    witness.look();

    isHeld();
  }

  @Test
  void noticesARowThatIsMissing() {
    seen();
    inPlatform("UPDATE gateway_witness SET gateway = gen_random_uuid()");

    DatabaseWitness next = witness();
    next.look();

    assertThat(next.undecided().orElseThrow()).endsWith("and now has no such row");
  }

  @Test
  void noticesAnotherDatabase() throws Exception {
    seen();
    Path file = data.resolve("witness");
    Files.writeString(
        file, Files.readString(file).replaceFirst("\"database\":\"\\d+\"", "\"database\":\"7\""));

    witness().look();

    isHeld();
    assertThat(alarms("ANOTHER_DATABASE")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{}", "\0\0\0", "{\"database\":\"7\",\"timeline\":1}"})
  void doesNotTakeAnUnreadableWitnessForNone(String content) throws Exception {
    seen();
    Files.writeString(data.resolve("witness"), content);

    witness().look();

    isHeld();
    assertThat(alarms("WITNESS_UNREADABLE")).isEqualTo(1);
  }

  @Test
  void saysItOnceAndNamesTheCommand() {
    seen();
    inPlatform("UPDATE gateway_witness SET number = number - 1");
    try (CapturedLog log = CapturedLog.open()) {
      DatabaseWitness next = witness();
      next.look();
      next.look();

      List<String> alarms =
          log.lines().stream().filter(line -> line.contains("DATABASE_OLDER")).toList();
      assertThat(alarms)
          .singleElement()
          .asString()
          .matches("(?s)ERROR ALARM: .*\\./renkei database accept [0-9a-f]{8}");
    }
  }

  @Test
  void goesOnWhenSomebodyTakesTheDatabaseAsItIs() {
    seen();
    inPlatform("UPDATE gateway_witness SET number = number - 1");
    DatabaseWitness next = witness();
    next.look();
    Finding finding = new WitnessFolder(data).finding().orElseThrow();

    assertThat(Acceptance.of(data, finding.id(), "Watanabe"))
        .isEqualTo(new Acceptance.Taken(finding.sentence()));
    next.look();
    next.look();

    assertThat(next.undecided()).isEmpty();
    assertThat(works()).isTrue();
    assertThat(data.resolve("witness.decision")).doesNotExist();
    assertThat(Acceptance.of(data, finding.id(), "Watanabe"))
        .isEqualTo(new Acceptance.NothingFound());
  }

  @Test
  void takesNoDecisionAboutSomethingElse() {
    seen();
    inPlatform("UPDATE gateway_witness SET number = number - 1");
    DatabaseWitness next = witness();
    next.look();

    assertThat(Acceptance.of(data, "00000000", "Watanabe"))
        .isInstanceOf(Acceptance.FoundOtherwise.class);
    new WitnessFolder(data).decide(new Decision("00000000", "Watanabe"));
    next.look();

    isHeld();
  }

  @Test
  void goesOnWhenTheRightDatabaseIsBack() {
    seen();
    inPlatform("UPDATE gateway_witness SET number = number - 1");
    DatabaseWitness next = witness();
    next.look();
    isHeld();

    database.inPlatformThoughHeld(
        tx -> tx.handle().execute("UPDATE gateway_witness SET number = number + 1"));
    next.look();

    assertThat(works()).isTrue();
  }

  @Test
  void holdsADatabaseThatWasStartedAnewUntilItHasBeenCompared() {
    DatabaseWitness witness = seen();

    witness.doubt();
    assertThatExceptionOfType(DatabaseUnavailableException.class).isThrownBy(this::works);
    witness.look();

    assertThat(works()).isTrue();
  }

  @Test
  void writesNothingWhileNothingIsWritten() {
    DatabaseWitness witness = seen();
    witness.look();
    String before = number();

    // Background work of the server may write now and then, but not each time.
    Await.until(
        "a round without a write",
        () -> {
          String last = number();
          witness.look();
          return number().equals(last);
        });
    assertThat(before).isNotEmpty();
  }

  private String number() {
    return database.inPlatform(
        tx ->
            tx.handle()
                .createQuery("SELECT number FROM gateway_witness")
                .mapTo(String.class)
                .one());
  }
}
