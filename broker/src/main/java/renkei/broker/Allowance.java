package renkei.broker;

import java.time.Duration;

/**
 * What a throttle gives.
 *
 * @param granted how many pieces of work may be done now, from 0
 * @param retryAfter when to ask again if none was granted
 */
public record Allowance(int granted, Duration retryAfter) {}
