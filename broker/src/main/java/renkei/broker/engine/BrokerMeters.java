package renkei.broker.engine;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renkei.broker.Direction;
import renkei.broker.Pointer;
import renkei.broker.QueueKey;
import renkei.codebook.Lane;
import renkei.codebook.Outcome;
import renkei.codebook.Reason;
import renkei.codebook.TenantId;

/**
 * What is counted: by tenant, direction, lane and outcome, never by person or content. Thread-safe.
 */
public final class BrokerMeters {

  private static final Logger LOG = LoggerFactory.getLogger(BrokerMeters.class);

  private final MeterRegistry registry;
  private final Map<QueueKey, Finished> finished = new ConcurrentHashMap<>();

  /** One queue's count, for its rate and for its metric. */
  private record Finished(LongAdder soFar, Counter counter) {}

  BrokerMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  /** One message was dealt with, or delivered. */
  void finished(QueueKey queue) {
    Finished one =
        finished.computeIfAbsent(
            queue,
            key -> new Finished(new LongAdder(), registry.counter("renkei.messages", tags(key))));
    one.soFar().increment();
    one.counter().increment();
  }

  /** How many messages of the queue this process has finished since it started. */
  long finishedSoFar(QueueKey queue) {
    Finished one = finished.get(queue);
    return one == null ? 0 : one.soFar().sum();
  }

  /** An inquiry (OUT) or a provision (IN) got its outcome. */
  public void outcome(TenantId tenant, Direction direction, Lane lane, Outcome outcome) {
    registry
        .counter(
            "renkei.outcomes",
            tags(new QueueKey(tenant, direction, lane)).and("outcome", outcome.name()))
        .increment();
  }

  /** Something that should not happen did; for people to look at. */
  void alarm(Pointer pointer, Reason reason) {
    LOG.warn(
        "alarm {} at {}: message {} of agency {}",
        reason,
        pointer.queue().queueName(),
        pointer.message(),
        pointer.peer().value());
    registry
        .counter(
            "renkei.alarms",
            // The doors count their alarms by the same tags: Prometheus takes one set for a name.
            tags(pointer.queue()).and("door", "").and("reason", reason.value()))
        .increment();
  }

  /** A queue has been given so many pointers again, which it had lost or was about to get. */
  void refilled(QueueKey queue, int pointers) {
    registry.counter("renkei.pointers.sent.again", tags(queue)).increment(pointers);
  }

  /** Makes a queue visible. */
  void watch(
      QueueKey queue, ToDoubleFunction<QueueKey> depth, ToDoubleFunction<QueueKey> oldestSeconds) {
    Gauge.builder("renkei.queue.depth", queue, depth)
        .description("Messages that wait")
        .tags(tags(queue))
        .strongReference(true)
        .register(registry);
    Gauge.builder("renkei.queue.oldest.age", queue, oldestSeconds)
        .description("Age of the oldest message that waits")
        .baseUnit("seconds")
        .tags(tags(queue))
        .strongReference(true)
        .register(registry);
  }

  /** Makes visible whether the message broker answers. */
  void watchBroker(BooleanSupplier sees) {
    Gauge.builder("renkei.broker.seen", () -> sees.getAsBoolean() ? 1 : 0)
        .description("1 if the message broker answered within the last three seconds, else 0")
        .register(registry);
  }

  private static Tags tags(QueueKey queue) {
    return Tags.of(
        List.of(
            Tag.of("tenant", queue.tenant().value()),
            Tag.of("direction", queue.direction().name().toLowerCase(Locale.ROOT)),
            Tag.of("lane", queue.lane().name().toLowerCase(Locale.ROOT))));
  }
}
