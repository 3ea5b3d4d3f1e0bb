package renkei.codebook;

import java.time.Clock;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * One permit (情報提供許可証): the core's leave for one exchange.
 *
 * @param value any UUID; those made here are time-ordered (RFC 9562, version 7)
 */
public record PermitId(UUID value) {

  /** Draws a new one that sorts after those of earlier milliseconds. */
  public static PermitId random(Clock clock, RandomGenerator random) {
    return new PermitId(TimeOrderedUuid.at(clock.instant(), random));
  }

  /** Reads the usual text form; throws {@link IllegalArgumentException} if it is no UUID. */
  public static PermitId parse(String text) {
    return new PermitId(TimeOrderedUuid.parse(text, "PermitId"));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
