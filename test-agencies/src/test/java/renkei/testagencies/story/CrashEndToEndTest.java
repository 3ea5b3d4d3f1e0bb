package renkei.testagencies.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import renkei.testagencies.stage.Municipality;
import renkei.testagencies.stage.Preparation;
import renkei.testagencies.stage.Stage;
import renkei.testagencies.stage.Subjects;

/**
 * The platform is killed (SIGKILL) three times in the middle of a bulk run, with clerks at their
 * counters. Every inquiry is answered once with what the files say, and all three sides agree. The
 * kills come after one, two and three fifths of the run.
 *
 * <p>A check of every change asks 3,000 times, which takes both runs about eight minutes on two
 * slow cores. {@code -Drenkei.crash.inquiries=10000} asks as often as the demonstration; {@code
 * docs/architecture.md} has the whole command.
 */
@Timeout(1_800)
class CrashEndToEndTest {

  private static final int INQUIRIES = Integer.getInteger("renkei.crash.inquiries", 3_000);
  private static final int KILLS = 3;

  @Test
  void answersEveryInquiryOnceAlthoughThePlatformIsKilled() throws InterruptedException {
    survive("killed", _ -> {});
  }

  @Test
  void answersEveryInquiryOnceAlthoughTheBrokersJournalIsThrownAway() throws InterruptedException {
    survive(
        "killed-without-journal",
        data -> {
          Path journal = data.resolve("artemis");
          assertThat(journal).isDirectory();
          delete(journal);
        });
  }

  private interface Mishap {
    void happen(Path data);
  }

  private static void survive(String name, Mishap mishap) throws InterruptedException {
    try (Stage stage = TestStage.set(name, 400, Map.of())) {
      Preparation preparation = new Preparation(stage);
      preparation.deliverPermissions();
      assertThat(preparation.acquireCodes()).allMatch(Preparation.Codes::asExpected);
      for (Municipality city : stage.municipalities()) {
        preparation.load(city, Subjects.REGISTER);
      }
      Ledger ledger = new Ledger(stage);
      BulkRun run = new BulkRun(stage);
      Counter counter = Counter.open(stage, ledger, Duration.ofMillis(200), run::ended);
      int[] kills = {0};

      BulkRun.Course course =
          run.run(
              INQUIRIES,
              (done, all) -> {
                if (kills[0] < KILLS && done > all * (kills[0] + 1) / (KILLS + 2)) {
                  kills[0]++;
                  killAndStart(stage, mishap);
                }
              });
      Counter.Day day = counter.close();

      assertThat(kills[0]).isEqualTo(KILLS);
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

  private static void killAndStart(Stage stage, Mishap mishap) {
    try {
      stage.platform().kill();
      mishap.happen(stage.platform().data());
      stage.platform().start();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
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
