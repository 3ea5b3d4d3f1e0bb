package renkei.gateway.console;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.Locale;
import renkei.broker.QueueState;

/** Beside the depth and age the broker itself measures: rates, and whether queues are seen. */
final class QueueGauges implements MeterBinder {

  private final QueueWatch watch;

  QueueGauges(QueueWatch watch) {
    this.watch = watch;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    MultiGauge rate =
        MultiGauge.builder("renkei.queue.rate")
            .description("Messages finished a second")
            .register(registry);
    watch.whenSeen(queues -> rate.register(rows(queues), true));
    Gauge.builder("renkei.queues.seen", watch, w -> w.sees() ? 1 : 0)
        .description("1 if the queues were seen within the last three seconds, else 0")
        .register(registry);
  }

  /** A rate that nobody knows is no number. */
  private double rate(QueueState queue) {
    return watch.sees() ? queue.ratePerSecond() : Double.NaN;
  }

  private List<MultiGauge.Row<?>> rows(List<QueueState> queues) {
    return queues.stream()
        .<MultiGauge.Row<?>>map(queue -> MultiGauge.Row.of(tags(queue), () -> rate(queue)))
        .toList();
  }

  private static Tags tags(QueueState queue) {
    return Tags.of(
        "tenant", queue.tenant().value(),
        "direction", queue.direction().name().toLowerCase(Locale.ROOT),
        "lane", queue.lane().name().toLowerCase(Locale.ROOT));
  }
}
