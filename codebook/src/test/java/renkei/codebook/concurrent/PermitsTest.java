package renkei.codebook.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

class PermitsTest {

  private static final Duration LONG = Duration.ofSeconds(Long.MAX_VALUE);

  private final Semaphore permits = new Semaphore(3);

  @Test
  void acquiresOne() {
    assertThat(Permits.acquire(permits, LONG)).isTrue();
    assertThat(permits.availablePermits()).isEqualTo(2);
  }

  @Test
  void acquiresSeveral() {
    assertThat(Permits.acquire(permits, 3, LONG)).isTrue();
    assertThat(permits.availablePermits()).isZero();
  }

  @Test
  void acquiresAllOrNone() {
    assertThat(Permits.acquire(permits, 4, Duration.ofMillis(1))).isFalse();
    assertThat(permits.availablePermits()).isEqualTo(3);
  }

  @Test
  void takesWhatIsFreeWhenThereIsNoTimeToWait() {
    assertThat(Permits.acquire(permits, 3, Duration.ofNanos(-1))).isTrue();
    assertThat(Permits.acquire(permits, Duration.ofNanos(-1))).isFalse();
  }

  @Test
  void waitsInVainWhenInterruptedAndSetsTheFlagAgain() {
    Thread.currentThread().interrupt();

    assertThat(Permits.acquire(permits, 4, LONG)).isFalse();

    assertThat(Thread.interrupted()).isTrue();
  }
}
