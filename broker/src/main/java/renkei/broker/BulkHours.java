package renkei.broker;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/** The hours in which bulk work is done, Japan time; they may go past midnight. */
record BulkHours(LocalTime from, LocalTime to) {

  static final ZoneId JAPAN = ZoneId.of("Asia/Tokyo");

  boolean include(Instant now) {
    LocalTime time = now.atZone(JAPAN).toLocalTime();
    if (from.equals(to)) {
      return true;
    }
    return from.isBefore(to)
        ? !time.isBefore(from) && time.isBefore(to)
        : !time.isBefore(from) || time.isBefore(to);
  }

  /** How long until they begin; zero if they have. */
  Duration untilOpen(Instant now) {
    if (include(now)) {
      return Duration.ZERO;
    }
    ZonedDateTime here = now.atZone(JAPAN);
    ZonedDateTime today = here.with(from);
    return Duration.between(here, today.isAfter(here) ? today : today.plusDays(1));
  }
}
