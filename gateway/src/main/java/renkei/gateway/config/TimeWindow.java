package renkei.gateway.config;

import java.time.Duration;
import java.time.LocalTime;

/**
 * A part of every day; it may span midnight.
 *
 * @param from the first moment inside, since midnight
 * @param to the first moment outside, since midnight; at most 24 hours
 */
public record TimeWindow(Duration from, Duration to) {

  public static final Duration DAY = Duration.ofDays(1);

  public TimeWindow {
    if (from.isNegative() || to.isNegative() || from.compareTo(DAY) >= 0 || to.compareTo(DAY) > 0) {
      throw new IllegalArgumentException("a time of day lies between 00:00 and 24:00");
    }
  }

  /** Reads {@code HH:mm-HH:mm}. */
  public static TimeWindow parse(String text) {
    String[] ends = text.split("-", -1);
    if (ends.length != 2) {
      throw new IllegalArgumentException("a window has two ends");
    }
    return new TimeWindow(sinceMidnight(ends[0]), sinceMidnight(ends[1]));
  }

  private static Duration sinceMidnight(String time) {
    return time.equals("24:00") ? DAY : Duration.between(LocalTime.MIN, LocalTime.parse(time));
  }
}
