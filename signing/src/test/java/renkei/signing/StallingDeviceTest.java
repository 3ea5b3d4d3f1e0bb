package renkei.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class StallingDeviceTest {

  private final CountDownLatch stalled = new CountDownLatch(1);
  private final BoundedCalls calls = new BoundedCalls("device", Duration.ofSeconds(2), 2);

  @AfterEach
  void letGo() {
    stalled.countDown();
    calls.close();
  }

  private String stall() throws InterruptedException {
    stalled.await();
    return "late";
  }

  @Test
  void holdsACallerForABoundedTimeAndTheNextOneNotAtAll() {
    assertThatThrownBy(() -> calls.call(this::stall))
        .isInstanceOf(SigningUnavailableException.class);
    assertThat(calls.ejection()).isNotEmpty();
    AtomicInteger made = new AtomicInteger();

    assertThatThrownBy(() -> calls.call(made::incrementAndGet))
        .isInstanceOf(SigningUnavailableException.class);

    assertThat(made).as("not even tried").hasValue(0);
  }

  @Test
  void comesBackByAProbe() {
    assertThatThrownBy(() -> calls.call(this::stall))
        .isInstanceOf(SigningUnavailableException.class);
    assertThat(calls.probe(this::stall)).isFalse();

    stalled.countDown();

    assertThat(calls.probe(() -> "works")).isTrue();
    assertThat(calls.ejection()).isEmpty();
    assertThat(calls.call(() -> "works")).isEqualTo("works");
  }

  @Test
  void doesNotPileUpThreadsInAStalledDevice() {
    for (int i = 0; i < 3; i++) {
      assertThat(calls.probe(this::stall)).isFalse();
    }
    long inDevice =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().startsWith("device"))
            .count();
    assertThat(inDevice).isLessThanOrEqualTo(2);
  }

  @Test
  void leavesVerificationAndOtherKeysAlone() {
    String signed = Samples.signed(Samples.MESSAGE, Samples.ALICE);
    assertThatThrownBy(() -> calls.call(this::stall))
        .isInstanceOf(SigningUnavailableException.class);

    assertThat(Samples.verify(signed)).isInstanceOf(Verification.Genuine.class);
    assertThat(Samples.verify(Samples.signed(Samples.MESSAGE, Samples.BOB)))
        .isInstanceOf(Verification.Genuine.class);
  }

  @Test
  void ejectsADeviceThatFailsThreeTimesInARow() {
    for (int i = 0; i < 3; i++) {
      assertThat(calls.ejection()).isEmpty();
      assertThatThrownBy(() -> calls.call(StallingDeviceTest::fail))
          .isInstanceOf(SigningUnavailableException.class);
    }
    assertThat(calls.ejection()).isEqualTo("it failed 3 times in a row");
  }

  private static String fail() {
    throw new IllegalStateException("broken");
  }
}
