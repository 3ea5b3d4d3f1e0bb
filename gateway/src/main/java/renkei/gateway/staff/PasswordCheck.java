package renkei.gateway.staff;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.BiPredicate;
import renkei.codebook.concurrent.Permits;

/**
 * Compares what somebody types with what is kept of a password: one hash each time, whoever it is
 * and whatever was typed, so that the time says nothing; and few at once, so that guessers take
 * neither the machine nor each other's turn. Thread-safe.
 */
final class PasswordCheck {

  /** Of longer ones no more than this is hashed; they fit nobody. In UTF-16 units. */
  static final int LONGEST = 128;

  /**
   * Each takes a processor for a quarter of a second. Memory is no bound: PBKDF2 works in a few
   * hundred bytes, and what was typed is at most as long as a request's body.
   */
  static final int AT_ONCE = 2;

  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final PasswordHash nobodys;
  private final Duration patience;
  private final BiPredicate<PasswordHash, String> hash;
  private final Semaphore turns = new Semaphore(AT_ONCE, true);

  /**
   * @param iterations of the hash that stands in for those who have none
   */
  PasswordCheck(int iterations) {
    this(PasswordHash.ofNobody(iterations), PATIENCE, PasswordHash::fits);
  }

  /**
   * @param nobodys stands in for those who have none
   * @param patience how long to wait for a turn
   * @param hash compares, at the price of a hash
   */
  PasswordCheck(PasswordHash nobodys, Duration patience, BiPredicate<PasswordHash, String> hash) {
    this.nobodys = nobodys;
    this.patience = patience;
    this.hash = hash;
  }

  /** What came of a comparison. */
  enum Verdict {
    FITS,
    /** Or there is none that could fit. */
    DOES_NOT_FIT,
    /** Too many others log in just now. */
    NO_TURN
  }

  /** How long one waits for a turn. */
  Duration patience() {
    return patience;
  }

  /**
   * Compares.
   *
   * @param kept empty for somebody who has no password, or is not there
   */
  Verdict check(Optional<PasswordHash> kept, String typed) {
    if (!Permits.acquire(turns, patience)) {
      return Verdict.NO_TURN;
    }
    boolean same;
    try {
      same = hash.test(kept.orElse(nobodys), bounded(typed));
    } finally {
      turns.release();
    }
    return same && kept.isPresent() && typed.length() <= LONGEST
        ? Verdict.FITS
        : Verdict.DOES_NOT_FIT;
  }

  private static String bounded(String typed) {
    return typed.length() <= LONGEST ? typed : typed.substring(0, LONGEST);
  }
}
