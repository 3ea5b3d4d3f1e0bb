package renkei.codebook;

import java.time.Clock;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * One exchange: one person, one information code, one provider. An inquiry is a set of them; each
 * has its own permit, outcome and record. Named by the inquirer.
 *
 * @param value any UUID; those made here are time-ordered (RFC 9562, version 7)
 */
public record ExchangeId(UUID value) {

  /** Draws a new one that sorts after those of earlier milliseconds. */
  public static ExchangeId random(Clock clock, RandomGenerator random) {
    return new ExchangeId(TimeOrderedUuid.at(clock.instant(), random));
  }

  /** Reads the usual text form; throws {@link IllegalArgumentException} if it is no UUID. */
  public static ExchangeId parse(String text) {
    return new ExchangeId(TimeOrderedUuid.parse(text, "ExchangeId"));
  }

  /** The one exchange of an inquiry that has no more and gives it no id of its own (contract 1). */
  public static ExchangeId onlyOneOf(InquiryId inquiry) {
    return new ExchangeId(inquiry.value());
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
