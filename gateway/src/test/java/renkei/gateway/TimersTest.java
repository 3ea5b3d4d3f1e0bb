package renkei.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import renkei.codebook.TenantId;

class TimersTest {

  private static final TenantId BROKEN = new TenantId("990019");
  private static final TenantId SOUND = new TenantId("990027");

  @Test
  void whatGoesWrongWithOneTenantStopsNeitherTheOthersNorTheNextRound() throws Exception {
    CountDownLatch rounds = new CountDownLatch(2);
    try (Timers timers = new Timers()) {
      timers.every(
          Duration.ofMillis(1),
          "test",
          List.of(BROKEN, SOUND),
          tenant -> {
            if (tenant.equals(BROKEN)) {
              throw new LinkageError("no such class");
            }
            rounds.countDown();
          });
      assertThat(rounds.await(60, TimeUnit.SECONDS)).isTrue();
    }
  }
}
