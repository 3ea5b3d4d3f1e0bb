package renkei.gateway.console;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import renkei.broker.QueueState;

/** The queues as gauges: {@code renkei_queue_depth}, {@code _oldest_seconds}, {@code _rate}. */
final class QueueGauges implements MeterBinder {

  private final QueueWatch watch;

  QueueGauges(QueueWatch watch) {
    this.watch = watch;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    MultiGauge depth =
        MultiGauge.builder("renkei.queue.depth").description("Messages waiting").register(registry);
    MultiGauge oldest =
        MultiGauge.builder("renkei.queue.oldest")
            .description("Age of the oldest message waiting")
            .baseUnit("seconds")
            .register(registry);
    MultiGauge rate =
        MultiGauge.builder("renkei.queue.rate")
            .description("Messages finished a second")
            .register(registry);
    watch.whenSeen(
        queues -> {
          depth.register(rows(queues, QueueState::depth), true);
          oldest.register(rows(queues, queue -> seconds(queue.oldestAge())), true);
          rate.register(rows(queues, QueueState::ratePerSecond), true);
        });
    Gauge.builder("renkei.queues.seen", watch, w -> w.sees() ? 1 : 0)
        .description("1 if the queues could be seen within the last second")
        .register(registry);
  }

  private static List<MultiGauge.Row<?>> rows(
      List<QueueState> queues, ToDoubleFunction<QueueState> value) {
    return queues.stream()
        .<MultiGauge.Row<?>>map(queue -> MultiGauge.Row.of(tags(queue), queue, value))
        .toList();
  }

  private static Tags tags(QueueState queue) {
    return Tags.of(
        "tenant", queue.tenant().value(),
        "direction", queue.direction().name().toLowerCase(Locale.ROOT),
        "lane", queue.lane().name().toLowerCase(Locale.ROOT));
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
