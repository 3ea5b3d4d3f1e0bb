package renkei.codebook;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** UUIDs of version 7 (RFC 9562, section 5.7): milliseconds first, the rest random. */
final class TimeOrderedUuid {

  private TimeOrderedUuid() {}

  static UUID at(Instant instant, RandomGenerator random) {
    long high = (instant.toEpochMilli() << 16) | 0x7000L | (random.nextLong() & 0x0fffL);
    long low = 0x8000_0000_0000_0000L | (random.nextLong() & 0x3fff_ffff_ffff_ffffL);
    return new UUID(high, low);
  }

  /** The least of that millisecond. */
  static UUID firstAt(Instant instant) {
    return new UUID((instant.toEpochMilli() << 16) | 0x7000L, 0x8000_0000_0000_0000L);
  }

  /** The milliseconds in it; empty if it is of another version. */
  static Optional<Instant> instant(UUID value) {
    return value.version() == 7
        ? Optional.of(Instant.ofEpochMilli(value.getMostSignificantBits() >>> 16))
        : Optional.empty();
  }

  static UUID parse(String text, String name) {
    // UUID.fromString also takes shorter groups; only the canonical form is one text per value.
    if (text.length() != 36) {
      throw new IllegalArgumentException(name + " must be a UUID of 36 characters");
    }
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException _) {
      throw new IllegalArgumentException(name + " must be a UUID of 36 characters");
    }
  }
}
