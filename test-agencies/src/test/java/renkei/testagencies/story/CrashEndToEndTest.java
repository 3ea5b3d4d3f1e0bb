package renkei.testagencies.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import renkei.testagencies.platform.Platform;
import renkei.testagencies.stage.DemoCodes;
import renkei.testagencies.stage.Municipality;
import renkei.testagencies.stage.Preparation;
import renkei.testagencies.stage.Stage;

/**
 * The platform is killed (SIGKILL) in the middle of a bulk run, with clerks at their counters, and
 * so is its database alone, and its broker's journal is thrown away. Every inquiry is answered once
 * with what the files say, and all three sides agree. The mishaps are spread evenly over the run.
 *
 * <p>A check of every change has one short run with a mishap of each kind. With {@code -Plong}
 * there are two more of which each has three kills, and all are longer; {@code
 * -Drenkei.crash.inquiries=10000} asks as often as the demonstration. {@code docs/architecture.md}
 * has the whole command.
 */
@Timeout(1_800)
class CrashEndToEndTest {

  private static final int INQUIRIES = Integer.getInteger("renkei.crash.inquiries", 1_000);

  private static final Mishap KILL = kill(_ -> {});

  private static final Mishap KILL_WITHOUT_JOURNAL =
      kill(
          data -> {
            Path journal = data.resolve("artemis");
            assertThat(journal).isDirectory();
            delete(journal);
          });

  /** Something that happens in the middle of the run; afterwards the platform runs again. */
  private interface Mishap {
    void happen(Platform platform) throws InterruptedException;
  }

  @Test
  void answersEveryInquiryOnceWhateverIsKilled() throws InterruptedException {
    survive(
        "killed-in-every-way",
        List.of(KILL, CrashEndToEndTest::killDatabase, KILL_WITHOUT_JOURNAL));
  }

  @Test
  @Tag("long")
  void answersEveryInquiryOnceAlthoughThePlatformAndItsDatabaseAreKilled()
      throws InterruptedException {
    survive("killed", List.of(KILL, KILL, CrashEndToEndTest::killDatabase, KILL));
  }

  @Test
  @Tag("long")
  void answersEveryInquiryOnceAlthoughTheBrokersJournalIsThrownAway() throws InterruptedException {
    survive(
        "killed-without-journal",
        List.of(KILL_WITHOUT_JOURNAL, KILL_WITHOUT_JOURNAL, KILL_WITHOUT_JOURNAL));
  }

  private static void survive(String name, List<Mishap> mishaps) throws InterruptedException {
    try (Stage stage = TestStage.set(name, 400, Map.of())) {
      Preparation preparation = new Preparation(stage);
      preparation.deliverPermissions();
      assertThat(preparation.acquireCodes()).allMatch(Preparation.Codes::asExpected);
      for (Municipality city : stage.municipalities()) {
        preparation.load(city, DemoCodes.REGISTER);
      }
      Ledger ledger = new Ledger(stage);
      BulkRun run = new BulkRun(stage);
      CounterLoad counter = CounterLoad.open(stage, ledger, Duration.ofMillis(200), run::ended);
      Iterator<Mishap> coming = mishaps.iterator();
      int[] happened = {0};

      BulkRun.Course course =
          run.run(
              INQUIRIES,
              (done, all) -> {
                if (coming.hasNext() && done > all * (happened[0] + 1) / (mishaps.size() + 1)) {
                  happened[0]++;
                  happen(coming.next(), stage.platform());
                }
              });
      CounterLoad.Day day = counter.close();

      assertThat(coming).isExhausted();
      assertThat(course.ended()).isEqualTo(INQUIRIES);
      assertThat(course.wrong()).isEmpty();
      assertThat(day.wrong()).isEmpty();
      assertThat(day.right()).isTrue();
      Reconciliation reconciliation = ledger.reconcile();
      assertThat(reconciliation.findings()).isEmpty();
      assertThat(reconciliation.inquirerRecords()).isEqualTo(ledger.asked().size());
      assertThat(ledger.asked()).hasSize(INQUIRIES + day.served());
    }
  }

  private static void happen(Mishap mishap, Platform platform) {
    try {
      mishap.happen(platform);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Mishap kill(Consumer<Path> meanwhile) {
    return platform -> {
      platform.kill();
      meanwhile.accept(platform.data());
      platform.start();
    };
  }

  /** The platform itself runs on, and has it running again by and by. */
  private static void killDatabase(Platform platform) {
    try {
      Path pidFile = platform.data().resolve("postgres/data/postmaster.pid");
      long pid = Long.parseLong(Files.readAllLines(pidFile).getFirst().strip());
      assertThat(ProcessHandle.of(pid).map(ProcessHandle::destroyForcibly)).contains(true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
