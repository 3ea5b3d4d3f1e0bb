package renkei.gateway.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import renkei.gateway.files.DurableFiles;
import renkei.gateway.testing.SecretFiles;

class EmbeddedPostgresTest {

  /** One for all tests: making a database takes seconds. */
  @TempDir static Path folder;

  @BeforeAll
  static void shareThePrograms() throws IOException {
    SharedPrograms.linkInto(folder);
  }

  @Test
  void promisesThatWhatIsCommittedIsOnTheDisk() throws SQLException {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder)) {
      Map<String, String> settings = new TreeMap<>();
      for (String name :
          Set.of("fsync", "synchronous_commit", "full_page_writes", "data_checksums")) {
        settings.put(name, ask(postgres, "SHOW " + name));
      }
      assertThat(settings.values()).containsOnly("on");
      assertThat(ask(postgres, "SELECT version()")).startsWith("PostgreSQL 18");
      assertThat(ask(postgres, "SHOW restart_after_crash"))
          .as("one supervisor, not two")
          .isEqualTo("off");
    }
  }

  @Test
  void keepsStatementsAndValuesOutOfItsLog() throws SQLException {
    long pid;
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder)) {
      pid = postgres.pid();
      for (String wrong :
          List.of(
              "SELECT 'secret-value'::integer",
              "SELECT * FROM secret_value",
              "DO $$ BEGIN RAISE WARNING 'secret-value'; END $$",
              "DO $$ BEGIN RAISE EXCEPTION 'secret-value'; END $$")) {
        assertThatThrownBy(() -> ask(postgres, wrong)).isInstanceOf(SQLException.class);
      }
      bindSecret(postgres);
    }
    // The last line of its life: whatever it wrote before is in the files by then.
    await(() -> log().contains("[" + pid + "] LOG:  database system is shut down"));
    assertThat(log()).contains("ready to accept connections").doesNotContainIgnoringCase("secret");
  }

  /** A unique violation, whose detail names the key. */
  private static void bindSecret(EmbeddedPostgres postgres) throws SQLException {
    execute(postgres, "CREATE TABLE unique_texts (text text PRIMARY KEY)");
    try (Connection connection = connect(postgres);
        PreparedStatement insert =
            connection.prepareStatement("INSERT INTO unique_texts VALUES (?), (?)")) {
      insert.setString(1, "secret-value");
      insert.setString(2, "secret-value");
      assertThatThrownBy(insert::execute).hasMessageContaining("secret-value");
    }
  }

  private static String log() {
    try (Stream<Path> files = Files.list(folder.resolve("log"))) {
      StringBuilder all = new StringBuilder();
      for (Path file : files.toList()) {
        all.append(Files.readString(file));
      }
      return all.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void letsNobodyInWithoutThePassword() {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder)) {
      assertThatThrownBy(
              () -> DriverManager.getConnection(postgres.url(), postgres.user(), "wrong").close())
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("password");
    }
  }

  @Test
  void keepsItsDataFromOneStartToTheNext() throws SQLException {
    try (EmbeddedPostgres first = EmbeddedPostgres.start(folder)) {
      execute(first, "CREATE TABLE kept AS SELECT 42 AS value");
    }
    try (EmbeddedPostgres second = EmbeddedPostgres.start(folder)) {
      assertThat(ask(second, "SELECT value FROM kept")).isEqualTo("42");
    }
  }

  @Test
  void stopsADatabaseThatAnEarlierProcessLeftBehind() throws Exception {
    Programs programs = Programs.unpackedIn(folder.resolve("programs"));
    Postmaster left =
        Postmaster.startOnFreePort(Cluster.in(folder, programs, NewDatabase.IN_A_NEW_FOLDER));

    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder)) {
      assertThat(ProcessHandle.of(left.pid()).filter(ProcessHandle::isAlive)).isEmpty();
      assertThat(ask(postgres, "SELECT 1")).isEqualTo("1");
    }
  }

  @Test
  void stopsADatabaseLeftBehindWhoseProgramsAreGone() throws Exception {
    Path programs = folder.resolve("programs");
    Postmaster left =
        Postmaster.startOnFreePort(
            Cluster.in(folder, Programs.unpackedIn(programs), NewDatabase.IN_A_NEW_FOLDER));
    DurableFiles.remove(programs);

    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder)) {
      assertThat(ProcessHandle.of(left.pid()).filter(ProcessHandle::isAlive)).isEmpty();
      assertThat(ask(postgres, "SELECT 1")).isEqualTo("1");
    }
  }

  @Test
  void leavesAnotherDatabaseAloneThatWasGivenTheSameProcessId(@TempDir Path otherFolder)
      throws Exception {
    EmbeddedPostgres.start(folder).close();
    Programs programs = Programs.unpackedIn(folder.resolve("programs"));
    Postmaster other =
        Postmaster.startOnFreePort(Cluster.in(otherFolder, programs, NewDatabase.IN_A_NEW_FOLDER));
    try {
      Files.copy(
          Cluster.data(otherFolder).resolve("postmaster.pid"),
          Cluster.data(folder).resolve("postmaster.pid"));

      try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder)) {
        assertThat(ask(postgres, "SELECT 1")).isEqualTo("1");
        assertThat(ProcessHandle.of(other.pid()).filter(ProcessHandle::isAlive)).isPresent();
      }
    } finally {
      other.stop();
    }
  }

  @Test
  void leavesNoProcessBehindWhenItsStartIsInterrupted() throws Exception {
    EmbeddedPostgres.start(folder).close();
    Path pidFile = Cluster.data(folder).resolve("postmaster.pid");
    FutureTask<EmbeddedPostgres> start = new FutureTask<>(() -> EmbeddedPostgres.start(folder));
    Thread starter = Thread.ofPlatform().start(start);
    await(() -> Files.exists(pidFile) || start.isDone());

    starter.interrupt();
    starter.join();

    if (start.state() == Future.State.SUCCESS) {
      start.resultNow().close();
    }
    assertThat(pidFile).doesNotExist();
  }

  @Test
  void comesBackOnTheSameAddressWhenItsProcessDies() throws SQLException {
    List<String> told = new CopyOnWriteArrayList<>();
    try (EmbeddedPostgres postgres =
        EmbeddedPostgres.start(folder, NewDatabase.IN_A_NEW_FOLDER, told::add)) {
      String address = postgres.url();
      long first = postgres.pid();

      Processes.signal(first, "KILL");

      await(() -> postgres.pid() != first && answers(postgres));
      assertThat(postgres.url()).isEqualTo(address);
      assertThat(told).containsExactly("stopped by itself");
    }
  }

  @Test
  void refusesAnEmptyDatabaseWhereTheOneThatWasThereIsGone(@TempDir Path other) throws Exception {
    Files.writeString(other.resolve("password"), "of the database that is gone");
    Files.createDirectory(other.resolve("data"));

    assertThatThrownBy(() -> EmbeddedPostgres.start(other))
        .isInstanceOf(DatabaseMissingException.class)
        .hasMessageContaining(other.resolve("data") + ", and it is gone")
        .hasMessageContaining("mount it")
        .hasMessageContaining("restore the folder from a backup")
        .hasMessageContaining("--new-database")
        .hasMessageNotContaining("of the database");
    assertThat(other.resolve("data")).isEmptyDirectory();
  }

  @Test
  void refusesADataFolderThatIsNoneOfADatabase(@TempDir Path other) throws Exception {
    Files.createDirectories(other.resolve("data").resolve("lost+found"));

    assertThatThrownBy(() -> EmbeddedPostgres.start(other))
        .isInstanceOf(DatabaseMissingException.class);
  }

  @Test
  void makesAnEmptyDatabaseInThePlaceOfALostOneForWhoeverWantsIt(@TempDir Path other)
      throws Exception {
    SecretFiles.write(other.resolve("password"), "kept");
    SharedPrograms.linkInto(other);

    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(other, NewDatabase.WANTED, _ -> {})) {
      assertThat(ask(postgres, "SELECT 1")).isEqualTo("1");
      assertThat(postgres.password()).isEqualTo("kept");
    }
    assertThatThrownBy(() -> EmbeddedPostgres.start(other, NewDatabase.WANTED, _ -> {}))
        .as("there is one now")
        .isInstanceOf(DatabaseMissingException.class)
        .hasMessageContaining("move that folder away first");
  }

  @Test
  void doesNotStartOnAPasswordThatOthersMayRead(@TempDir Path other) throws Exception {
    Path password = SecretFiles.write(other.resolve("password"), "kept");
    var _ = Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-r--r--"));

    assertThatThrownBy(() -> EmbeddedPostgres.start(other, NewDatabase.WANTED, _ -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("chmod 600 " + password);
    assertThat(other.resolve("data")).doesNotExist();
  }

  @Test
  void goesOnAfterAFirstStartThatWasCutShort(@TempDir Path other) throws Exception {
    SecretFiles.write(other.resolve("password.draft"), "drawn before the cut");
    Files.createDirectories(other.resolve("data.draft").resolve("base"));
    SharedPrograms.linkInto(other);

    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(other)) {
      assertThat(ask(postgres, "SELECT 1")).isEqualTo("1");
      assertThat(postgres.password()).isEqualTo("drawn before the cut");
    }
    assertThat(other.resolve("password.draft")).doesNotExist();
  }

  /** A process that lives and lets nobody in, as after errors of the disk. */
  @Test
  @Tag("long")
  void startsAnewWhatLivesButTakesNoLogin() throws Exception {
    List<String> told = new CopyOnWriteArrayList<>();
    try (EmbeddedPostgres postgres =
        EmbeddedPostgres.start(folder, NewDatabase.IN_A_NEW_FOLDER, told::add)) {
      long first = postgres.pid();
      assertThat(ask(postgres, "SELECT 1")).isEqualTo("1");

      Processes.signal(first, "STOP");

      await(Duration.ofMinutes(2), () -> postgres.pid() != first && answers(postgres));
      assertThat(told).singleElement().asString().startsWith("took no login for ");
    }
  }

  @Test
  void leavesNoProcessBehind() {
    EmbeddedPostgres postgres = EmbeddedPostgres.start(folder);
    long pid = postgres.pid();

    postgres.close();

    assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
  }

  private interface Condition {
    boolean holds();
  }

  private static void await(Condition condition) {
    await(Duration.ofSeconds(30), condition);
  }

  private static void await(Duration limit, Condition condition) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!condition.holds()) {
      assertThat(System.nanoTime()).as("waited too long").isLessThan(deadline);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }

  private static boolean answers(EmbeddedPostgres postgres) {
    try {
      return ask(postgres, "SELECT 1").equals("1");
    } catch (SQLException _) {
      return false;
    }
  }

  private static String ask(EmbeddedPostgres postgres, String sql) throws SQLException {
    try (Connection connection = connect(postgres);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static void execute(EmbeddedPostgres postgres, String sql) throws SQLException {
    try (Connection connection = connect(postgres);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Connection connect(EmbeddedPostgres postgres) throws SQLException {
    return DriverManager.getConnection(postgres.url(), postgres.user(), postgres.password());
  }
}
