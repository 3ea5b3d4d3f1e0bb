package renkei.broker.inquiry;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import renkei.codebook.TenantId;

/**
 * Limits the rate at which each tenant hands in COUNTER inquiries: so many a second, and ten
 * seconds' worth of them at once. Each process counts for itself. Thread-safe.
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

  /** Whether the tenant may hand in one more now. */
  boolean admit(TenantId tenant) {
    return buckets.computeIfAbsent(tenant, _ -> bucket()).tryConsume(1);
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
