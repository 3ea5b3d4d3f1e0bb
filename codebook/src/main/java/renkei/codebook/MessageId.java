package renkei.codebook;

import java.time.Clock;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * One message between two agencies; a repeat carries the same one.
 *
 * @param value any UUID; those made here are time-ordered (RFC 9562, version 7)
 */
public record MessageId(UUID value) {

  /** Draws a new one that sorts after those of earlier milliseconds. */
  public static MessageId random(Clock clock, RandomGenerator random) {
    return new MessageId(TimeOrderedUuid.at(clock.instant(), random));
  }

  /** Reads the usual text form; throws {@link IllegalArgumentException} if it is no UUID. */
  public static MessageId parse(String text) {
    return new MessageId(TimeOrderedUuid.parse(text, "MessageId"));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
