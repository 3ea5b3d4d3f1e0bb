package renkei.gateway.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import renkei.codebook.TenantId;
import renkei.gateway.health.Cause;
import renkei.gateway.health.Component;
import renkei.gateway.health.Health;
import renkei.gateway.testing.Parties;

class TenantBulkheadTest {

  private static final TenantId THIRD = new TenantId("990035");

  private final TenantBulkhead bulkhead =
      new TenantBulkhead(3, 2, Duration.ZERO, "others are under way");

  @Test
  void givesOneTenantItsShareAndAllTogetherNoMoreThanThereAre() {
    String said =
        bulkhead.run(
            Parties.KITA,
            () ->
                bulkhead.run(
                    Parties.KITA,
                    () -> {
                      assertBusy(Parties.KITA);
                      return bulkhead.run(
                          Parties.MINAMI,
                          () -> {
                            assertBusy(Parties.MINAMI);
                            assertBusy(THIRD);
                            return "all permits were taken";
                          });
                    }));

    assertThat(said).isEqualTo("all permits were taken");
    assertThat(bulkhead.run(THIRD, () -> bulkhead.run(THIRD, () -> "again"))).isEqualTo("again");
  }

  @Test
  void givesThePermitBackWhenTheWorkFails() {
    for (int i = 0; i < 4; i++) {
      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(
              () ->
                  bulkhead.run(
                      Parties.KITA,
                      (Supplier<String>)
                          () -> {
                            throw new IllegalStateException("the work fails");
                          }));
    }
  }

  @Test
  void saysThatTheDatabaseIsAwayWhereThatKeepsOthersOut() {
    Health health = new Health(new SimpleMeterRegistry(), Clock.systemUTC());
    TenantBulkhead waits =
        new TenantBulkhead(1, 1, Duration.ZERO, LocalRequests.busy(health, "others are under way"));
    waits.run(Parties.KITA, () -> assertRefused(waits, RequestError.BUSY));
    health.fails(Component.DATABASE, new Cause("SQLSTATE-57P03"));
    health.look();

    waits.run(Parties.KITA, () -> assertRefused(waits, RequestError.UNAVAILABLE));
  }

  private static void assertRefused(TenantBulkhead full, RequestError error) {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> full.run(Parties.MINAMI, () -> "unreachable"))
        .satisfies(refused -> assertThat(refused.error()).isEqualTo(error));
  }

  private void assertBusy(TenantId tenant) {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> bulkhead.run(tenant, () -> "unreachable"))
        .satisfies(refused -> assertThat(refused.error()).isEqualTo(RequestError.BUSY));
  }
}
