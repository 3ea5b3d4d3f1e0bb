package renkei.broker.engine;

import java.time.Duration;
import renkei.codebook.database.DatabaseDamagedException;
import renkei.codebook.database.KeysUnavailableException;

/** How long to wait before the next attempt: twice as long each time, up to half a minute. */
final class Backoff {

  private static final Duration FIRST = Duration.ofMillis(50);
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private static final Duration SOON = Duration.ofSeconds(1);

  private Backoff() {}

  /** After a failure that is not the message's own: some do not mend themselves soon. */
  static Duration until(RuntimeException failure) {
    return failure instanceof DatabaseDamagedException
            || failure instanceof KeysUnavailableException
        ? LONGEST
        : SOON;
  }

  /**
   * @param attempts how many have failed so far, from 1
   */
  static Duration after(int attempts) {
    int doublings = Math.clamp(attempts - 1L, 0, 16);
    Duration pause = FIRST.multipliedBy(1L << doublings);
    return pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
  }
}
