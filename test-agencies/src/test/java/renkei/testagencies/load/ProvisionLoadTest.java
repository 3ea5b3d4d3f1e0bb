package renkei.testagencies.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ProvisionLoadTest {

  @Test
  void countsAnExceptionAsAnErrorAndGoesOn() throws InterruptedException {
    CountDownLatch later = new CountDownLatch(3);
    ProvisionLoad load =
        ProvisionLoad.begin(
            number -> {
              if (number < 2) {
                throw new IllegalStateException("made to fail");
              }
              later.countDown();
              return true;
            },
            1);

    try (load) {
      assertThat(later.await(20, TimeUnit.SECONDS)).isTrue();
    }

    assertThat(load.errors()).isEqualTo(2);
    assertThat(load.answered()).isGreaterThanOrEqualTo(3);
    assertThat(load.takeLatencies().count()).isEqualTo(load.answered());
  }

  @Test
  void countsAnotherEndThanTheExpectedOneAsAnError() throws InterruptedException {
    CountDownLatch made = new CountDownLatch(4);
    ProvisionLoad load =
        ProvisionLoad.begin(
            _ -> {
              made.countDown();
              return false;
            },
            2);

    try (load) {
      assertThat(made.await(20, TimeUnit.SECONDS)).isTrue();
    }

    assertThat(load.errors()).isGreaterThanOrEqualTo(4);
    assertThat(load.answered()).isZero();
  }
}
