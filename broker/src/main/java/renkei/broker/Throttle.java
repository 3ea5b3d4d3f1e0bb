package renkei.broker;

import java.time.Duration;

/** A rate limit shared by all gateways. Thread-safe. */
public interface Throttle {

  /**
   * Takes leave for up to {@code wanted} pieces of work, without waiting.
   *
   * @param wanted at least 1
   */
  Allowance take(int wanted);

  /**
   * What a throttle gives.
   *
   * @param granted how many pieces of work may be done now, from 0
   * @param retryAfter when to ask again if none was granted
   */
  record Allowance(int granted, Duration retryAfter) {}
}
