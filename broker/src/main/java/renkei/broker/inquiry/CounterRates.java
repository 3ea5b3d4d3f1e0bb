package renkei.broker.inquiry;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import renkei.codebook.TenantId;

/**
 * Limits the rate at which each tenant hands in exchanges of COUNTER inquiries: so many a second,
 * and ten seconds' worth of them at once. Each process counts for itself. Thread-safe.
 */
final class CounterRates {

  private static final int SECONDS_AT_ONCE = 10;

  private final int perSecond;
  private final TimeMeter time;
  private final Map<TenantId, Bucket> buckets = new ConcurrentHashMap<>();

  /**
   * @param perSecond at least 1
   */
  CounterRates(int perSecond, TimeMeter time) {
    this.perSecond = perSecond;
    this.time = time;
  }

  /** Whether the tenant may hand in so many more now: all of them, or none. */
  boolean admit(TenantId tenant, int exchanges) {
    return buckets.computeIfAbsent(tenant, _ -> bucket()).tryConsume(exchanges);
  }

  private Bucket bucket() {
    return Bucket.builder()
        .withCustomTimePrecision(time)
        .addLimit(
            Bandwidth.builder()
                .capacity((long) perSecond * SECONDS_AT_ONCE)
                .refillGreedy(perSecond, Duration.ofSeconds(1))
                .build())
        .build();
  }
}
