package renkei.gateway.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.ConnectException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import renkei.codebook.testing.Await;
import renkei.codebook.testing.SettableClock;
import renkei.gateway.health.Probes.Probe.Answer;
import renkei.gateway.testing.CapturedLog;

class HealthTest {

  private static final Instant START = Instant.parse("2026-11-30T00:00:00Z");
  private static final Component CORE = Component.route("core");
  private static final Cause REFUSED = new Cause("ConnectException");

  private final SettableClock clock = SettableClock.standing(START);
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final Health health = new Health(metrics, clock);
  private final CapturedLog log = CapturedLog.open();

  @AfterEach
  void close() {
    log.close();
  }

  /** One second of the life of a route. */
  private State second(int worked, int failed) {
    for (int i = 0; i < worked; i++) {
      health.works(CORE);
    }
    for (int i = 0; i < failed; i++) {
      health.fails(CORE, REFUSED);
    }
    clock.advance(Duration.ofSeconds(1));
    health.look();
    return health.of(CORE).state();
  }

  private List<String> said() {
    return log.lines().stream().filter(line -> line.contains("route core is")).toList();
  }

  @Test
  void knowsNothingOfWhatNobodyUsed() {
    health.watch(List.of(CORE));
    health.look();

    assertThat(health.of(CORE).state()).isEqualTo(State.UNKNOWN);
    assertThat(metrics.get("renkei.route.up").tag("route", "core").gauge().value()).isNaN();
  }

  @Test
  void callsARouteDownWithinTwoSecondsOfItsLastSuccess() {
    second(50, 0);

    assertThat(second(20, 30)).as("the second in which it went").isEqualTo(State.UP);
    assertThat(second(0, 50)).isEqualTo(State.DOWN);
    assertThat(metrics.get("renkei.route.up").tag("route", "core").gauge().value()).isZero();
  }

  @Test
  void saysOneLineAChangeHoweverManyMessagesFail() {
    second(5, 0);
    for (int i = 0; i < 20; i++) {
      second(0, 75);
    }
    second(3, 10);
    second(40, 0);

    assertThat(said()).hasSize(2);
    assertThat(said().getFirst()).contains("route core is DOWN");
    assertThat(said().getLast()).contains("route core is UP again");
    assertThat(
            metrics
                .get("renkei.route.failures")
                .tags("route", "core", "cause", "ConnectException")
                .counter()
                .count())
        .isEqualTo(20 * 75 + 10);
  }

  @Test
  void isDownSinceTheFirstFailureAndNotSinceItWasNoticed() {
    second(5, 0);
    clock.advance(Duration.ofMillis(300));
    health.fails(CORE, REFUSED);
    Instant first = clock.instant();
    second(0, 1);

    assertThat(health.of(CORE).since()).isEqualTo(first);
  }

  @Test
  void remembersTheLastFailureOfWhatIsUpAgain() {
    second(0, 1);
    Instant failed = health.of(CORE).lastFailure().orElseThrow().at();
    second(1, 0);

    assertThat(health.of(CORE))
        .isEqualTo(
            new Condition(
                CORE,
                State.UP,
                clock.instant(),
                java.util.Optional.of(new Condition.Failure(REFUSED, failed))));
  }

  @Test
  void callsDegradedWhatWorksOnlySometimes() {
    second(5, 0);
    second(5, 1);

    assertThat(second(5, 1)).isEqualTo(State.DEGRADED);
    assertThat(second(5, 0)).isEqualTo(State.UP);
  }

  @Test
  void passesOverASingleFailureAmongSuccesses() {
    second(5, 0);
    second(5, 1);

    assertThat(second(5, 0)).isEqualTo(State.UP);
    assertThat(said()).isEmpty();
  }

  @Test
  void saysAFewLinesOnlyOfWhatComesAndGoesForAnHour() {
    for (int second = 0; second < 3_600; second++) {
      second((second / 3) % 2, 1 - (second / 3) % 2);
    }

    assertThat(said().size()).isBetween(2, 6 * 60);
  }

  @Test
  void keepsTheStateWhileNobodyUsesTheRoute() {
    second(0, 1);

    assertThat(second(0, 0)).isEqualTo(State.DOWN);
  }

  @Test
  void countsTwentyCausesOfOneComponentAndNoMore() {
    for (int i = 0; i < 100; i++) {
      health.fails(CORE, new Cause("Cause-" + i));
    }

    assertThat(metrics.find("renkei.route.failures").counters()).hasSize(21);
    assertThat(metrics.get("renkei.route.failures").tag("cause", "other").counter().count())
        .isEqualTo(80);
  }

  @Test
  void namesACauseByTheDeepestClassAndNeverByWhatItSays() {
    IOException failure =
        new IOException("secret", new IOException("secret", new ConnectException("10.1.2.3")));

    assertThat(Cause.of(failure)).isEqualTo(REFUSED);
  }

  @Test
  void namesAFailureOfTheDatabaseByItsState() {
    Throwable failure = new IllegalStateException(new SQLException("secret", "57P03"));

    assertThat(Cause.of(failure)).isEqualTo(new Cause("SQLSTATE-57P03"));
  }

  @Test
  void takesNoSentenceForACause() {
    assertThatThrownBy(() -> new Cause("no row of 1234"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("1234");
  }

  @Test
  void callsAPartDownThatDoesNotAnswerInTime() {
    CountDownLatch end = new CountDownLatch(1);
    Duration moment = Duration.ofMillis(5);
    try (Probes probes = new Probes(health)) {
      probes.every(
          moment,
          moment,
          Component.DATABASE,
          () -> {
            Await.open(end);
            return new Answer.Works();
          });
      Await.until("it is down", () -> health.isDown(Component.DATABASE));
      assertThat(health.of(Component.DATABASE).lastFailure().orElseThrow().cause())
          .isEqualTo(new Cause("NoAnswer"));

      end.countDown();

      Await.until("it is up", () -> health.of(Component.DATABASE).state() == State.UP);
    }
  }

  @Test
  void saysByItsClassWhatAProbeThrew() {
    try (Probes probes = new Probes(health)) {
      probes.every(
          Duration.ofMillis(5),
          Duration.ofSeconds(30),
          Component.DISK,
          () -> {
            throw new java.nio.file.FileSystemException("/secret/place");
          });
      Await.until("it is down", () -> health.isDown(Component.DISK));
    }
    assertThat(health.of(Component.DISK).lastFailure().orElseThrow().cause())
        .isEqualTo(new Cause("FileSystemException"));
    assertThat(log.lines()).noneMatch(line -> line.contains("secret"));
  }
}
