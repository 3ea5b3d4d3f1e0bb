package renkei.codebook;

import java.time.Clock;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * One inquiry (情報照会), named by the platform or agency that sent it.
 *
 * @param value any UUID; those made here are time-ordered (RFC 9562, version 7)
 */
public record InquiryId(UUID value) {

  /** Draws a new one that sorts after those of earlier milliseconds. */
  public static InquiryId random(Clock clock, RandomGenerator random) {
    return new InquiryId(TimeOrderedUuid.at(clock.instant(), random));
  }

  /** Reads the usual text form; throws {@link IllegalArgumentException} if it is no UUID. */
  public static InquiryId parse(String text) {
    return new InquiryId(TimeOrderedUuid.parse(text, "InquiryId"));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
