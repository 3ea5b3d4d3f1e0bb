package renkei.codebook.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StopSignalTest {

  private final StopSignal stop = new StopSignal();

  @Test
  void isNotRaisedAtFirst() {
    assertThat(stop.isRaised()).isFalse();
    assertThat(stop.endsWithin(Duration.ofMillis(1))).isFalse();
    assertThat(stop.endsWithin(Duration.ZERO)).isFalse();
  }

  @Test
  void endsEveryPauseOnceRaised() {
    stop.raise();
    stop.raise();

    assertThat(stop.isRaised()).isTrue();
    assertThat(stop.endsWithin(Duration.ofDays(1))).isTrue();
    assertThat(stop.endsWithin(Duration.ZERO)).isTrue();
  }

  @Test
  void endsThePauseOfAnInterruptedThreadWithoutBeingRaised() {
    Thread.currentThread().interrupt();

    assertThat(stop.endsWithin(Duration.ofDays(1))).isTrue();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(stop.isRaised()).isFalse();
  }
}
