package renkei.gateway.console;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * The secret that shows its holder the metrics, and nothing else. Compared in constant time; never
 * shown. The right token is always let in, whatever others try: nobody can lock Prometheus out.
 * Whoever shows wrong ones too often is told to wait. Thread-safe.
 */
final class OperatorToken {

  private static final int WRONG_TRIES = 10;
  private static final Duration PERIOD = Duration.ofMinutes(1);

  private final byte[] digest;
  private final Bucket wrongTries;

  /**
   * @throws IllegalArgumentException if it is too short; does not quote it
   */
  OperatorToken(String token, Clock clock) {
    if (token.length() < OperatorConsole.SHORTEST_TOKEN) {
      throw new IllegalArgumentException(
          "the operator token needs at least " + OperatorConsole.SHORTEST_TOKEN + " characters");
    }
    this.digest = digest(token);
    this.wrongTries =
        Bucket.builder()
            .addLimit(limit -> limit.capacity(WRONG_TRIES).refillIntervally(WRONG_TRIES, PERIOD))
            .withCustomTimePrecision(new ClockMeter(clock))
            .build();
  }

  /** What came of showing a token. */
  sealed interface Verdict {

    record Right() implements Verdict {}

    record Wrong() implements Verdict {}

    /**
     * Wrong, as were more than a few others lately.
     *
     * @param left until the next try is worth it
     */
    record TooManyWrong(Duration left) implements Verdict {}
  }

  Verdict check(String candidate) {
    return MessageDigest.isEqual(digest, digest(candidate)) ? new Verdict.Right() : wrong();
  }

  private Verdict wrong() {
    ConsumptionProbe probe = wrongTries.tryConsumeAndReturnRemaining(1);
    return probe.isConsumed()
        ? new Verdict.Wrong()
        : new Verdict.TooManyWrong(Duration.ofNanos(probe.getNanosToWaitForRefill()));
  }

  /** Lets the rate go by the clock that everything goes by. */
  private record ClockMeter(Clock clock) implements TimeMeter {

    @Override
    public long currentTimeNanos() {
      Instant now = clock.instant();
      return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    }

    @Override
    public boolean isWallClockBased() {
      return true;
    }
  }

  private static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
