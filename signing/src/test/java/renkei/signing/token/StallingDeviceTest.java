package renkei.signing.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.w3c.dom.Element;
import renkei.signing.KeyCalls;
import renkei.signing.Samples;
import renkei.signing.SigningIdentity;
import renkei.signing.SigningUnavailableException;
import renkei.signing.Unchecked;
import renkei.signing.algorithm.CryptoProviders;
import renkei.signing.seal.Opener;
import renkei.signing.seal.Opening;
import renkei.signing.seal.SealContext;
import renkei.signing.seal.Sealer;
import renkei.signing.tls.Tls;
import renkei.signing.xml.Verification;

@Timeout(120)
class StallingDeviceTest {

  private final CountDownLatch stalled = new CountDownLatch(1);
  private final BoundedCalls calls = new BoundedCalls("device", Duration.ofSeconds(2), 2);
  private final BoundedCalls other = new BoundedCalls("other", Duration.ofSeconds(60), 2);
  private final KeyCalls key = new KeyCircuitBreaker(calls);

  @AfterEach
  void letGo() {
    stalled.countDown();
    calls.close();
    other.close();
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
    assertThatThrownBy(() -> key.call(this::stall)).isInstanceOf(SigningUnavailableException.class);
    assertThat(key.probe(this::stall)).isFalse();

    stalled.countDown();

    assertThat(key.probe(() -> "works")).isTrue();
    assertThat(calls.ejection()).isEmpty();
    assertThat(key.call(() -> "works")).isEqualTo("works");
  }

  @Test
  void doesNotPileUpThreadsInAStalledDevice() {
    for (int i = 0; i < 3; i++) {
      assertThat(key.probe(this::stall)).isFalse();
    }
    long inDevice =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().startsWith("device"))
            .count();
    assertThat(inDevice).isLessThanOrEqualTo(2);
  }

  @Test
  void leavesVerificationAndOtherDevicesAlone() {
    SigningIdentity alice = inDevice(calls, Samples.ALICE);
    SigningIdentity bob = inDevice(other, Samples.BOB);
    String signed = Samples.signed(Samples.MESSAGE, alice);
    assertThatThrownBy(() -> key.call(this::stall)).isInstanceOf(SigningUnavailableException.class);

    assertThatThrownBy(() -> Samples.signed(Samples.MESSAGE, alice))
        .isInstanceOf(SigningUnavailableException.class);
    assertThat(Samples.verify(signed)).isInstanceOf(Verification.Genuine.class);
    assertThat(Samples.verify(Samples.signed(Samples.MESSAGE, bob)))
        .isInstanceOf(Verification.Genuine.class);
  }

  /** An identity whose key is reached by calls into a device. */
  private static SigningIdentity inDevice(BoundedCalls device, SigningIdentity identity) {
    return SigningIdentity.in(
        CryptoProviders.bouncyCastle(),
        new KeyCircuitBreaker(device),
        Unchecked.key(identity),
        identity.chain());
  }

  @Test
  void ejectsAKeyThatFailsThreeTimesInARowAndNoOther() {
    for (int i = 0; i < 3; i++) {
      assertThat(key.ejection()).isEmpty();
      assertThatThrownBy(() -> key.call(StallingDeviceTest::fail))
          .isInstanceOf(SigningUnavailableException.class);
    }
    AtomicInteger made = new AtomicInteger();

    assertThat(key.ejection()).isEqualTo("it failed 3 times in a row");
    assertThatThrownBy(() -> key.call(made::incrementAndGet))
        .isInstanceOf(SigningUnavailableException.class);
    assertThat(made).as("not even tried").hasValue(0);
    assertThat(calls.ejection()).isEmpty();
    assertThat(new KeyCircuitBreaker(calls).call(() -> "another key")).isEqualTo("another key");
    assertThat(key.probe(() -> "works")).isTrue();
    assertThat(key.call(() -> "works")).isEqualTo("works");
  }

  /** A call that is in the device when this returns, and stays there. */
  private Future<String> stallIn(BoundedCalls device, ExecutorService threads)
      throws InterruptedException {
    CountDownLatch inside = new CountDownLatch(1);
    Callable<String> work =
        () -> {
          inside.countDown();
          return stall();
        };
    Future<String> call = threads.submit(() -> device.call(work));
    inside.await();
    return call;
  }

  @Test
  void isBusyAndNotEjectedWhenSomebodyWaitsForATurnInVain()
      throws InterruptedException, ExecutionException {
    try (BoundedCalls busy =
            new BoundedCalls("busy", Duration.ofSeconds(60), Duration.ofMillis(20), 1);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<String> first = stallIn(busy, threads);

      assertThatThrownBy(() -> busy.call(() -> "second"))
          .isInstanceOf(SigningUnavailableException.class)
          .hasMessage("the device is busy");
      assertThat(busy.ejection()).isEmpty();
      stalled.countDown();
      assertThat(first.get()).isEqualTo("late");
      assertThat(busy.call(() -> "third")).isEqualTo("third");
    }
  }

  @Test
  void isEjectedWhenSomebodyWaitsInVainForACallThatIsOverdue() throws InterruptedException {
    try (BoundedCalls stuck =
            new BoundedCalls("overdue", Duration.ofMillis(1), Duration.ofMillis(100), 1);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<String> first = stallIn(stuck, threads);

      assertThatThrownBy(() -> stuck.callAnyway(() -> "second"))
          .isInstanceOf(SigningUnavailableException.class)
          .hasMessage("the device stalls");
      assertThat(stuck.ejection()).isEqualTo("a call stalled");
      stalled.countDown();
      assertThatThrownBy(first::get).hasCauseInstanceOf(SigningUnavailableException.class);
    }
  }

  private static String fail() {
    throw new IllegalStateException("broken");
  }

  @Test
  void doesNotGiveAKeyOfADeviceToTls() {
    SigningIdentity alice = inDevice(calls, Samples.ALICE);

    assertThatThrownBy(() -> Tls.context(alice, Samples.TRUST))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("hardware token");
    assertThat(Tls.keyManagers(Samples.ALICE)).hasSize(1);
  }

  @Test
  void doesNotTakeAnOutageForASealThatDoesNotOpen() {
    SealContext context = new SealContext("m", "s", "r");
    Element seal =
        Sealer.create().seal(new byte[] {1}, context, List.of(Samples.ALICE.certificate()));
    Opener opener = Opener.with(List.of(inDevice(calls, Samples.ALICE)));
    assertThat(opener.open(seal, context)).isInstanceOf(Opening.Opened.class);
    assertThatThrownBy(() -> key.call(this::stall)).isInstanceOf(SigningUnavailableException.class);

    assertThatThrownBy(() -> opener.open(seal, context))
        .isInstanceOf(SigningUnavailableException.class);
  }
}
