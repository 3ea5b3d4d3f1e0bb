package renkei.broker.engine;

import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renkei.broker.PointerQueues;
import renkei.broker.QueuesUnavailableException;

/**
 * Probes whether the message broker answers. A probe may take long: what counts as seen is decided
 * by the age of the last one that succeeded.
 */
final class MessageBrokerProbe {

  private static final Logger LOG = LoggerFactory.getLogger(MessageBrokerProbe.class);
  private static final Duration FRESH = Duration.ofSeconds(3);

  private final PointerQueues queues;
  private volatile long seenAt = System.nanoTime() - FRESH.toNanos();
  private boolean away;

  MessageBrokerProbe(PointerQueues queues, BrokerMeters meters) {
    this.queues = queues;
    meters.watchBroker(this::sees);
  }

  /** Called by one thread, once a second. */
  void probe() {
    try {
      queues.prepare(List.of());
      seenAt = System.nanoTime();
      if (away) {
        away = false;
        LOG.info("the message broker answers again");
      }
    } catch (QueuesUnavailableException | IllegalStateException e) {
      if (!away) {
        away = true;
        LOG.warn("the message broker is away; what waits for it is kept in the database", e);
      }
    }
  }

  /** Whether the message broker answered within the last three seconds. */
  boolean sees() {
    return System.nanoTime() - seenAt < FRESH.toNanos();
  }
}
