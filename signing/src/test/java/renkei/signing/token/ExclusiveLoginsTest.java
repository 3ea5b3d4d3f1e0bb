package renkei.signing.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Provider;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import renkei.signing.SigningUnavailableException;
import renkei.signing.algorithm.CryptoProviders;
import renkei.signing.token.ExclusiveLogins.LoggedIn;
import renkei.signing.token.ExclusiveLogins.Slot;

/** Opening and closing tokens whose logins the test holds up; needs no module. */
@Timeout(120)
class ExclusiveLoginsTest {

  private static final Slot HERE = new Slot(Path.of("module.so"), 0);
  private static final Slot ELSEWHERE = new Slot(Path.of("module.so"), 1);
  private static final Duration SHORT = Duration.ofMillis(50);
  private static final Duration LONG = Duration.ofSeconds(60);

  /** Made before any login, so that none is slow by loading it. */
  private static final Provider PROVIDER = CryptoProviders.bouncyCastle();

  private final ExclusiveLogins exclusive = new ExclusiveLogins();
  private final CountDownLatch answers = new CountDownLatch(1);
  private final AtomicInteger logins = new AtomicInteger();
  private final CountDownLatch loggedOut = new CountDownLatch(1);
  private final AtomicReference<char[]> given = new AtomicReference<>(new char[0]);

  @AfterEach
  void letGo() {
    answers.countDown();
  }

  private HardwareToken open(Slot slot, Duration patience, ExclusiveLogins.Login login) {
    return exclusive.open(slot, "stuck", "1234".toCharArray(), patience, login);
  }

  private LoggedIn in(char[] pin) throws GeneralSecurityException {
    given.set(pin);
    assertThat(pin).containsExactly('1', '2', '3', '4');
    return new LoggedIn(PROVIDER, KeyStore.getInstance("PKCS12"), loggedOut::countDown);
  }

  private LoggedIn stalling(char[] pin) throws GeneralSecurityException {
    logins.incrementAndGet();
    LoggedIn in = in(pin);
    await(answers);
    return in;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Opens as soon as the place is free. */
  private HardwareToken openWhenFree(Slot slot) {
    while (true) {
      try {
        return open(slot, LONG, this::in);
      } catch (SigningUnavailableException _) {
        Thread.onSpinWait();
      }
    }
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("stuck"))
        .count();
  }

  @Test
  void triesToOpenAStalledTokenOnceHoweverOftenItIsAsked() {
    assertThatThrownBy(() -> open(HERE, SHORT, this::stalling))
        .isInstanceOf(SigningUnavailableException.class);
    long threads = threads();

    for (int i = 0; i < 20; i++) {
      assertThatThrownBy(() -> open(HERE, LONG, this::stalling))
          .isInstanceOf(SigningUnavailableException.class);
    }

    assertThat(logins).hasValue(1);
    assertThat(threads()).isLessThanOrEqualTo(threads);
    open(ELSEWHERE, LONG, this::in).close();
  }

  @Test
  void logsOutOfWhatAnswersTooLateAndThenOpensAgain() throws InterruptedException {
    assertThatThrownBy(() -> open(HERE, SHORT, this::stalling))
        .isInstanceOf(SigningUnavailableException.class);
    assertThat(loggedOut.getCount()).isOne();

    answers.countDown();

    loggedOut.await();
    assertThat(given.get()).as("the PIN").containsOnly('\0');
    openWhenFree(HERE).close();
  }

  @Test
  void keepsNoPin() {
    char[] pin = "1234".toCharArray();

    try (HardwareToken _ = exclusive.open(HERE, "stuck", pin, LONG, this::in)) {
      assertThat(given.get()).containsOnly('\0');
      assertThat(pin).as("the caller's own").containsExactly('1', '2', '3', '4');
    }
  }

  @Test
  void isFreeAgainAfterALoginThatFails() {
    assertThatThrownBy(
            () ->
                open(
                    HERE,
                    LONG,
                    pin -> {
                      given.set(pin);
                      throw new GeneralSecurityException("wrong PIN");
                    }))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("1234");

    assertThat(given.get()).containsOnly('\0');
    open(HERE, LONG, this::in).close();
  }

  @Test
  void isHeldByOneAtATime() {
    try (HardwareToken _ = open(HERE, LONG, this::in)) {
      assertThatThrownBy(() -> open(HERE, LONG, this::stalling))
          .isInstanceOf(SigningUnavailableException.class);
      assertThat(logins).hasValue(0);
    }
    assertThat(loggedOut.getCount()).isZero();
    open(HERE, LONG, this::in).close();
  }

  /** A call that is in the device when this returns, and stays there until it answers. */
  private Future<String> underWay(BoundedCalls calls, ExecutorService threads)
      throws InterruptedException {
    CountDownLatch inside = new CountDownLatch(1);
    Callable<String> work =
        () -> {
          inside.countDown();
          await(answers);
          return "signed";
        };
    Future<String> call = threads.submit(() -> calls.call(work));
    inside.await();
    return call;
  }

  @Test
  void logsOutWhenTheCallsUnderWayHaveReturned() throws Exception {
    BoundedCalls calls = new BoundedCalls("stuck", LONG, 2);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<String> call = underWay(calls, threads);

      calls.closeWith(loggedOut::countDown);

      assertThat(loggedOut.getCount()).isOne();
      answers.countDown();
      assertThat(call.get()).isEqualTo("signed");
      assertThat(calls.awaitLast()).isTrue();
      assertThat(loggedOut.getCount()).isZero();
    }
  }

  @Test
  void makesNoCallAndNoSecondLastOneOnceItIsClosed() throws Exception {
    BoundedCalls calls = new BoundedCalls("stuck", LONG, 2);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<String> _ = underWay(calls, threads);

      calls.closeWith(loggedOut::countDown);
      calls.closeWith(() -> logins.incrementAndGet());

      assertThatThrownBy(() -> calls.callAnyway(() -> "late"))
          .isInstanceOf(SigningUnavailableException.class);
      answers.countDown();
      assertThat(calls.awaitLast()).isTrue();
      assertThat(logins).as("only the first last call counts").hasValue(0);
    }
  }

  @Test
  void doesNotWaitForEverForALogout() {
    HardwareToken token =
        open(
            HERE,
            Duration.ofSeconds(5),
            pin -> new LoggedIn(PROVIDER, in(pin).store(), () -> await(answers)));

    token.close();

    assertThatThrownBy(() -> open(HERE, LONG, this::in))
        .isInstanceOf(SigningUnavailableException.class);
    answers.countDown();
    openWhenFree(HERE).close();
  }
}
