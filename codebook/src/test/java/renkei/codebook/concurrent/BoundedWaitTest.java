package renkei.codebook.concurrent;

import static java.util.concurrent.TimeUnit.DAYS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

class BoundedWaitTest {

  private final BlockingQueue<String> items = new LinkedBlockingQueue<>();

  @Test
  void tellsWhatWasReached() {
    Thread ended = Thread.ofVirtual().start(() -> {});

    assertThat(BoundedWait.reached(() -> ended.join(Duration.ofDays(1)))).isTrue();
  }

  @Test
  void tellsWhatWasNotReached() {
    assertThat(BoundedWait.reached(() -> new CountDownLatch(1).await(1, MILLISECONDS))).isFalse();
  }

  @Test
  void givesTheNext() {
    items.add("first");

    assertThat(BoundedWait.next(() -> items.poll(1, DAYS))).contains("first");
  }

  @Test
  void givesNothingWhenNothingCame() {
    assertThat(BoundedWait.next(() -> items.poll(1, MILLISECONDS))).isEmpty();
  }

  @Test
  void isInVainWhenInterruptedAndSetsTheFlagAgain() {
    Thread.currentThread().interrupt();

    assertThat(BoundedWait.next(() -> items.poll(1, DAYS))).isEmpty();
    assertThat(BoundedWait.reached(() -> new CountDownLatch(1).await(1, DAYS))).isFalse();

    assertThat(Thread.interrupted()).isTrue();
  }
}
