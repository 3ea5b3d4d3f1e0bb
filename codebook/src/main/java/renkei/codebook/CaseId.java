package renkei.codebook;

import java.time.Clock;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * One case that people have to decide, such as a person registered twice.
 *
 * @param value any UUID; those made here are time-ordered (RFC 9562, version 7)
 */
public record CaseId(UUID value) {

  /** Draws a new one that sorts after those of earlier milliseconds. */
  public static CaseId random(Clock clock, RandomGenerator random) {
    return new CaseId(TimeOrderedUuid.at(clock.instant(), random));
  }

  /** Reads the usual text form; throws {@link IllegalArgumentException} if it is no UUID. */
  public static CaseId parse(String text) {
    return new CaseId(TimeOrderedUuid.parse(text, "CaseId"));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
