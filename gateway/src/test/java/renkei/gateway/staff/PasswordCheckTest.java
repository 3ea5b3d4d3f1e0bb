package renkei.gateway.staff;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import renkei.gateway.staff.PasswordCheck.Verdict;

/** What a password's comparison costs, and how many there are at once. */
@Timeout(60)
class PasswordCheckTest {

  private static final int ITERATIONS = 1_000;
  private static final PasswordHash NOBODYS = PasswordHash.of("nobody's", ITERATIONS);

  private final AtomicInteger hashed = new AtomicInteger();
  private final PasswordCheck check =
      new PasswordCheck(
          NOBODYS,
          Duration.ofSeconds(3),
          (kept, typed) -> {
            assertThat(typed).hasSizeLessThanOrEqualTo(PasswordCheck.LONGEST);
            hashed.incrementAndGet();
            return kept.fits(typed);
          });

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 127, 128, 129, 10_000})
  void hashesOnceWhateverIsTyped(int length) {
    var kept = Optional.of(PasswordHash.of("another one", ITERATIONS));

    assertThat(check.check(kept, "x".repeat(length))).isEqualTo(Verdict.DOES_NOT_FIT);
    assertThat(hashed).hasValue(1);
  }

  @Test
  void hashesOnceForSomebodyWhoHasNoPassword() {
    assertThat(check.check(Optional.empty(), "nobody's")).isEqualTo(Verdict.DOES_NOT_FIT);
    assertThat(hashed).hasValue(1);
  }

  @Test
  void takesNoLongerPasswordForTheOneItBeginsWith() {
    String longest = "x".repeat(PasswordCheck.LONGEST);
    var kept = Optional.of(PasswordHash.of(longest, ITERATIONS));

    assertThat(check.check(kept, longest)).isEqualTo(Verdict.FITS);
    assertThat(check.check(kept, longest + "x")).isEqualTo(Verdict.DOES_NOT_FIT);
  }

  @Test
  void givesOthersATurnBesideOneWhoseComparisonStandsStill() throws Exception {
    try (Standing standing = new Standing(Duration.ofSeconds(30))) {
      standing.still(PasswordCheck.AT_ONCE - 1);

      assertThat(standing.check.check(Optional.of(NOBODYS), "free")).isEqualTo(Verdict.FITS);
    }
  }

  @Test
  void turnsAwayWhatExceedsTheTurns() throws Exception {
    try (Standing standing = new Standing(Duration.ZERO)) {
      standing.still(PasswordCheck.AT_ONCE);

      assertThat(standing.check.check(Optional.of(NOBODYS), "free")).isEqualTo(Verdict.NO_TURN);

      standing.end();
      assertThat(standing.check.check(Optional.of(NOBODYS), "free")).isEqualTo(Verdict.FITS);
    }
  }

  /** Comparisons with "still" that end when the test says so; all others end at once. */
  private static final class Standing implements AutoCloseable {
    private final CountDownLatch end = new CountDownLatch(1);
    private final CountDownLatch begun = new CountDownLatch(PasswordCheck.AT_ONCE);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<Verdict>> running = new ArrayList<>();
    private final PasswordCheck check;

    Standing(Duration patience) {
      check =
          new PasswordCheck(
              NOBODYS,
              patience,
              (_, typed) -> {
                if (typed.equals("still")) {
                  begun.countDown();
                  awaitEnd();
                }
                return true;
              });
    }

    private void awaitEnd() {
      try {
        end.await();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }

    void still(int many) throws InterruptedException {
      for (int i = many; i < PasswordCheck.AT_ONCE; i++) {
        begun.countDown();
      }
      for (int i = 0; i < many; i++) {
        running.add(threads.submit(() -> check.check(Optional.of(NOBODYS), "still")));
      }
      begun.await();
    }

    void end() throws Exception {
      end.countDown();
      for (Future<Verdict> each : running) {
        each.get();
      }
    }

    @Override
    public void close() {
      end.countDown();
      threads.close();
    }
  }
}
