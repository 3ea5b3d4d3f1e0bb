package renkei.gateway.console;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import renkei.broker.QueueState;
import renkei.codebook.AgencyDirectory;
import renkei.codebook.PermissionListState;
import renkei.gateway.health.Health;
import renkei.gateway.jetty.HttpsDoor;
import renkei.gateway.logging.Refusals;

/**
 * What operators see of the platform: a page at {@code /console} that shows live what ails and what
 * waits, and the same figures at {@code /metrics} for Prometheus. Whoever holds the operator token
 * may see both. Content, numbers and codes never come near it. Thread-safe.
 */
public final class OperatorConsole implements AutoCloseable {

  /** Characters of an operator token; at 6 bits each more than anybody can try. */
  public static final int SHORTEST_TOKEN = 16;

  private static final Duration PERIOD = Duration.ofSeconds(1);

  private final QueueWatch watch;
  private final ConsoleServlet page;
  private final MetricsServlet metrics;
  private final ScheduledExecutorService timer;

  /**
   * What operators see.
   *
   * @param queues the state of every queue, asked once a second
   * @param health the state of every route and part
   * @param list the permission list in force, if one has arrived
   * @param directory gives tenants their names
   */
  public record Seen(
      Supplier<List<QueueState>> queues,
      Health health,
      Supplier<Optional<PermissionListState>> list,
      AgencyDirectory directory) {}

  /**
   * @param token the operator token, of at least {@link #SHORTEST_TOKEN} characters
   * @param refusals of the operator door
   */
  public OperatorConsole(
      Seen seen, PrometheusMeterRegistry registry, String token, Refusals refusals, Clock clock) {
    OperatorToken operators = new OperatorToken(token, clock);
    this.watch = new QueueWatch(seen.queues(), clock);
    new QueueGauges(watch).bindTo(registry);
    this.page =
        new ConsoleServlet(
            operators, new Sessions(clock), new Figures(watch, seen, clock), refusals);
    this.metrics = new MetricsServlet(operators, registry, refusals);
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("queue-watch").factory());
  }

  /** Adds console and metrics to a door. */
  public void addTo(HttpsDoor door) {
    door.servlet("/metrics", metrics);
    door.servlet("/console", page);
    door.servlet("/console/*", page);
    door.servlet("/", new ConsoleRedirect());
  }

  /** Begins to watch the queues. */
  public void start() {
    ScheduledFuture<?> _ =
        timer.scheduleAtFixedRate(this::look, 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Looks at the queues once. */
  void look() {
    watch.sample();
  }

  /** Stops watching. */
  @Override
  public void close() {
    timer.shutdownNow();
  }
}
