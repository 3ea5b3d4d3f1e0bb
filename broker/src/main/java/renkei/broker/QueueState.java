package renkei.broker;

import java.time.Duration;
import renkei.codebook.Lane;
import renkei.codebook.TenantId;

/**
 * What operators see of one queue: counts and ages, never content.
 *
 * @param tenant whose messages
 * @param direction which way they go
 * @param lane the class of work
 * @param depth how many wait
 * @param oldestAge age of the oldest of them; zero if none waits
 * @param ratePerSecond how many were finished a second, over the last ten seconds
 */
public record QueueState(
    TenantId tenant,
    Direction direction,
    Lane lane,
    long depth,
    Duration oldestAge,
    double ratePerSecond) {}
