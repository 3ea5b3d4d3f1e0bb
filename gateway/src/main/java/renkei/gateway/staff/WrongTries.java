package renkei.gateway.staff;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * How often something wrong may be tried, by whoever tries it. A try is paid for before it is
 * looked at, so that many at once cannot slip through, and given back if it was right. Thread-safe.
 */
final class WrongTries {

  /** More than ever try at one time; whoever is forgotten begins anew. */
  private static final int MOST_KNOWN = 10_000;

  private final LoadingCache<String, Bucket> buckets;

  WrongTries(int tries, Duration period, Clock clock) {
    this.buckets =
        Caffeine.newBuilder()
            .maximumSize(MOST_KNOWN)
            .expireAfterAccess(period.multipliedBy(2))
            .build(_ -> bucket(tries, period, clock));
  }

  private static Bucket bucket(int tries, Duration period, Clock clock) {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(tries).refillIntervally(tries, period))
        .withCustomTimePrecision(new ClockMeter(clock))
        .build();
  }

  /**
   * Pays for a try.
   *
   * @return how long to wait first; empty if it may be looked at
   */
  Optional<Duration> pay(String who) {
    ConsumptionProbe probe = buckets.get(who).tryConsumeAndReturnRemaining(1);
    return probe.isConsumed()
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
  }

  /** It was right. */
  void giveBack(String who) {
    buckets.get(who).addTokens(1);
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
}
