package renkei.gateway.console;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import renkei.broker.QueueKey;
import renkei.broker.QueueState;

/** Beside the depth and age the broker itself measures: rates, and whether queues are seen. */
final class QueueGauges implements MeterBinder {

  private final QueueWatch watch;

  /** The rate of each queue as last seen; a gauge is made for each when it is seen first. */
  private final Map<QueueKey, AtomicReference<Double>> rates = new HashMap<>();

  QueueGauges(QueueWatch watch) {
    this.watch = watch;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    watch.whenSeen(queues -> keep(queues, registry));
    Gauge.builder("renkei.queues.seen", watch, w -> w.sees() ? 1 : 0)
        .description("1 if the queues were seen within the last three seconds, else 0")
        .register(registry);
  }

  /** Called by one look at a time. */
  private void keep(List<QueueState> queues, MeterRegistry registry) {
    for (QueueState queue : queues) {
      QueueKey key = new QueueKey(queue.tenant(), queue.direction(), queue.lane());
      rates.computeIfAbsent(key, each -> gauge(each, registry)).set(queue.ratePerSecond());
    }
  }

  /** A rate that nobody knows is no number. */
  private AtomicReference<Double> gauge(QueueKey queue, MeterRegistry registry) {
    AtomicReference<Double> rate = new AtomicReference<>(Double.NaN);
    Gauge.builder("renkei.queue.rate", () -> watch.sees() ? rate.get() : Double.NaN)
        .description("Messages finished a second")
        .tags(tags(queue))
        .register(registry);
    return rate;
  }

  private static Tags tags(QueueKey queue) {
    return Tags.of(
        "tenant", queue.tenant().value(),
        "direction", queue.direction().name().toLowerCase(Locale.ROOT),
        "lane", queue.lane().name().toLowerCase(Locale.ROOT));
  }
}
