package renkei.broker.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import org.junit.jupiter.api.Test;

class BulkHoursTest {

  private static final BulkHours NIGHT = new BulkHours(LocalTime.of(22, 0), LocalTime.of(6, 0));
  private static final BulkHours DAY = new BulkHours(LocalTime.of(9, 0), LocalTime.of(17, 0));

  /** In Japan. */
  private static final Instant ELEVEN_AT_NIGHT = Instant.parse("2026-06-01T14:00:00Z");

  private static final Instant NOON = Instant.parse("2026-06-01T03:00:00Z");

  @Test
  void mayGoPastMidnight() {
    assertThat(NIGHT.include(ELEVEN_AT_NIGHT)).isTrue();
    assertThat(NIGHT.include(NOON)).isFalse();
  }

  @Test
  void mayLieWithinADay() {
    assertThat(DAY.include(NOON)).isTrue();
    assertThat(DAY.include(ELEVEN_AT_NIGHT)).isFalse();
  }

  @Test
  void sayHowLongItIsUntilTheyBegin() {
    assertThat(NIGHT.untilOpen(NOON)).isEqualTo(Duration.ofHours(10));
    assertThat(DAY.untilOpen(ELEVEN_AT_NIGHT)).isEqualTo(Duration.ofHours(10));
  }

  @Test
  void areOpenOnceTheyHaveBegun() {
    assertThat(NIGHT.untilOpen(ELEVEN_AT_NIGHT)).isZero();
  }

  @Test
  void timeStandsStillWhileTheyAreClosed() {
    assertThat(NIGHT.after(NOON, Duration.ofHours(9)))
        .isEqualTo(NOON.plus(Duration.ofDays(1).plusHours(11)));
  }
}
