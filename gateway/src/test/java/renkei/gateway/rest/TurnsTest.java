package renkei.gateway.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import renkei.codebook.TenantId;
import renkei.gateway.door.Parties;

class TurnsTest {

  private static final TenantId THIRD = new TenantId("990035");

  private final Turns turns = new Turns(3, 2, Duration.ZERO, "others are under way");

  @Test
  void givesOneTenantItsShareAndAllTogetherNoMoreThanThereAre() {
    String said =
        turns.take(
            Parties.KITA,
            () ->
                turns.take(
                    Parties.KITA,
                    () -> {
                      assertBusy(Parties.KITA);
                      return turns.take(
                          Parties.MINAMI,
                          () -> {
                            assertBusy(Parties.MINAMI);
                            assertBusy(THIRD);
                            return "all turns were taken";
                          });
                    }));

    assertThat(said).isEqualTo("all turns were taken");
    assertThat(turns.take(THIRD, () -> turns.take(THIRD, () -> "again"))).isEqualTo("again");
  }

  @Test
  void givesTheTurnBackWhenTheWorkFails() {
    for (int i = 0; i < 4; i++) {
      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(
              () ->
                  turns.take(
                      Parties.KITA,
                      () -> {
                        throw new IllegalStateException("the work fails");
                      }));
    }
  }

  private void assertBusy(TenantId tenant) {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> turns.take(tenant, () -> "unreachable"))
        .satisfies(refused -> assertThat(refused.error()).isEqualTo(RestError.BUSY));
  }
}
