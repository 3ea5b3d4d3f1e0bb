package renkei.codebook.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

@Timeout(30)
class LoopTest {

  private static final Logger LOG = (Logger) LoggerFactory.getLogger(LoopTest.class);

  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
  private final StopSignal stop = new StopSignal();
  private int rounds;

  @BeforeEach
  void listen() {
    logged.start();
    LOG.addAppender(logged);
    LOG.setAdditive(false);
  }

  @AfterEach
  void listenNoMore() {
    LOG.detachAppender(logged);
    LOG.setAdditive(true);
  }

  @Test
  void goesRoundUntilTheSignal() {
    Loop.every(Duration.ZERO, stop, "rounds", LOG, () -> stopAfter(3)).run();

    assertThat(rounds).isEqualTo(3);
    assertThat(logged.list).isEmpty();
  }

  @Test
  void makesNoRoundOnceTheSignalIsRaised() {
    stop.raise();

    Loop.every(Duration.ofDays(1), stop, "rounds", LOG, () -> stopAfter(1)).run();

    assertThat(rounds).isZero();
  }

  @Test
  void goesOnAfterWhateverARoundThrew() {
    Deque<Throwable> thrown =
        new ArrayDeque<>(List.of(new IllegalStateException("one"), new StackOverflowError()));

    Loop.every(Duration.ZERO, stop, "rounds", LOG, () -> failOrStop(thrown)).run();

    assertThat(thrown).isEmpty();
    assertThat(logged.list)
        .extracting(ILoggingEvent::getLevel)
        .containsExactly(Level.WARN, Level.ERROR);
  }

  @Test
  void namesWhatDidNotWork() {
    assertThat(Safely.run(LOG, "sweeping", () -> fail(new IllegalStateException("one")))).isFalse();

    assertThat(logged.list.getFirst().getFormattedMessage()).startsWith("sweeping did not work");
    assertThat(logged.list.getFirst().getThrowableProxy().getMessage()).isEqualTo("one");
  }

  @Test
  void pausesAfterARoundThatFailedAndStopsThen() throws InterruptedException {
    Runnable fails =
        () -> {
          stopAfter(2);
          fail(new IllegalStateException("one"));
        };

    Thread thread = Loop.withoutPause(Duration.ofMillis(1), stop, "rounds", LOG, fails).start();

    assertThat(thread.join(Duration.ofSeconds(20))).isTrue();
    assertThat(thread.getName()).isEqualTo("rounds");
    assertThat(rounds).isEqualTo(2);
  }

  private void stopAfter(int many) {
    if (++rounds == many) {
      stop.raise();
    }
  }

  private void failOrStop(Deque<Throwable> thrown) {
    if (thrown.isEmpty()) {
      stop.raise();
    } else {
      fail(thrown.pop());
    }
  }

  private static void fail(Throwable thrown) {
    switch (thrown) {
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new AssertionError(thrown);
    }
  }
}
