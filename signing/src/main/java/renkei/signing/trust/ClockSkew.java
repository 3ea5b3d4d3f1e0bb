package renkei.signing.trust;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** How far the clocks of those whose word is taken may be ahead of ours. */
public final class ClockSkew {

  private static final Duration AHEAD = Duration.ofMinutes(1);

  private ClockSkew() {}

  /** Whether an instant that somebody stated cannot have been by any clock that is near ours. */
  public static boolean isFromTheFuture(Instant stated, Clock clock) {
    return stated.isAfter(clock.instant().plus(AHEAD));
  }
}
