package renkei.codebook;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * One exchange record (情報提供等記録).
 *
 * @param value any UUID; those made here are time-ordered (RFC 9562, version 7)
 */
public record RecordId(UUID value) {

  /** Draws a new one that sorts after those of earlier milliseconds. */
  public static RecordId random(Clock clock, RandomGenerator random) {
    return new RecordId(TimeOrderedUuid.at(clock.instant(), random));
  }

  /** Reads the usual text form; throws {@link IllegalArgumentException} if it is no UUID. */
  public static RecordId parse(String text) {
    return new RecordId(TimeOrderedUuid.parse(text, "RecordId"));
  }

  /** The first that could be drawn at that millisecond: all others of then sort after it. */
  public static RecordId firstAt(Instant instant) {
    return new RecordId(TimeOrderedUuid.firstAt(instant));
  }

  /** When it was drawn, by the clock of whoever did; empty if it is not time-ordered. */
  public Optional<Instant> drawnAt() {
    return TimeOrderedUuid.instant(value);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
