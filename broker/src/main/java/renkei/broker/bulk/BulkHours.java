package renkei.broker.bulk;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import renkei.codebook.JapanTime;

/**
 * The hours in which bulk work is done, Japan time; they may go past midnight.
 *
 * @param from when they begin
 * @param to when they end; equal to {@code from} for all day
 */
public record BulkHours(LocalTime from, LocalTime to) {

  boolean include(Instant now) {
    LocalTime time = now.atZone(JapanTime.ZONE).toLocalTime();
    if (from.equals(to)) {
      return true;
    }
    return from.isBefore(to)
        ? !time.isBefore(from) && time.isBefore(to)
        : !time.isBefore(from) || time.isBefore(to);
  }

  /** When so much of their time will have passed: while they are closed, it stands still. */
  public Instant after(Instant start, Duration time) {
    Instant from = start.plus(untilOpen(start));
    if (this.from.equals(to)) {
      return from.plus(time);
    }
    Instant closing = next(to, from);
    Duration left = Duration.between(from, closing);
    return time.compareTo(left) <= 0 ? from.plus(time) : after(closing, time.minus(left));
  }

  private static Instant next(LocalTime time, Instant now) {
    ZonedDateTime here = now.atZone(JapanTime.ZONE);
    ZonedDateTime today = here.with(time);
    return (today.isAfter(here) ? today : today.plusDays(1)).toInstant();
  }

  /** How long until they begin; zero if they have. */
  public Duration untilOpen(Instant now) {
    return include(now) ? Duration.ZERO : Duration.between(now, next(from, now));
  }
}
