package renkei.gateway.health;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows the state of every route and part: the one place that console, metrics and log take it
 * from. Whoever uses a component says at each use what came of it; that is cheap and writes
 * nothing. Once a second {@link #look} decides, and a change of state is one line of the log.
 * Thread-safe.
 *
 * <p>Metrics of a component, with {@code X} for {@code route} or {@code part} and its name as the
 * tag {@code X}: {@code renkei_X_up} (1, or 0 while it is down; {@code NaN} before it was used or
 * probed), {@code renkei_X_degraded}, {@code renkei_X_since_seconds} (when the state began, in
 * seconds since 1970), {@code renkei_X_failures_total} (by {@code cause}).
 */
public final class Health {

  private static final Logger log = LoggerFactory.getLogger(Health.class);

  /** Causes of one component that are counted apart; further ones are counted as {@code other}. */
  private static final int MOST_CAUSES = 20;

  private final Clock clock;
  private final MeterRegistry metrics;
  private final Map<Component, Watched> components = new TreeMap<>();
  private final Map<Component, Map<Cause, Counter>> failures = new HashMap<>();

  /** Knows of no component yet. */
  public Health(MeterRegistry metrics, Clock clock) {
    this.metrics = metrics;
    this.clock = clock;
  }

  /** Shows components that nobody has used yet. One that is known already stays as it is. */
  public synchronized void watch(Collection<Component> shown) {
    shown.forEach(this::watched);
  }

  /** It did what it was asked. */
  public synchronized void works(Component component) {
    watched(component).works();
  }

  /** It is there, but did not do all that it should, or soon will not. */
  public synchronized void limps(Component component, Cause cause) {
    watched(component).limps(cause, clock.instant());
    count(component, cause);
  }

  /** It did not do what it was asked. */
  public synchronized void fails(Component component, Cause cause) {
    watched(component).fails(cause, clock.instant());
    count(component, cause);
  }

  /** Every component: routes, then parts, by name. */
  public synchronized List<Condition> conditions() {
    return components.values().stream().map(Watched::condition).toList();
  }

  /** What is known of one component; of one that nobody has named, that nothing is known. */
  public synchronized Condition of(Component component) {
    return watched(component).condition();
  }

  /** Whether a component is known to be down. */
  public boolean isDown(Component component) {
    return of(component).state() == State.DOWN;
  }

  /** Decides what changed since the last look, and says so. To be called once a second. */
  public synchronized void look() {
    Instant now = clock.instant();
    components.values().forEach(one -> one.look(now).ifPresent(Health::say));
  }

  private Watched watched(Component component) {
    Watched known = components.get(component);
    if (known == null) {
      known = new Watched(component, clock.instant());
      components.put(component, known);
      measure(component);
    }
    return known;
  }

  private void measure(Component component) {
    gauge(component, "up", "1, or 0 while it is down", Health::up);
    gauge(
        component,
        "degraded",
        "1 while it does only some of what it is asked",
        condition -> condition.state() == State.DEGRADED ? 1 : 0);
    gauge(
        component,
        "since.seconds",
        "When its state began, in seconds since 1970",
        condition -> condition.since().toEpochMilli() / 1000.0);
  }

  private static double up(Condition condition) {
    return switch (condition.state()) {
      case UNKNOWN -> Double.NaN;
      case UP, DEGRADED -> 1;
      case DOWN -> 0;
    };
  }

  private void gauge(
      Component component, String name, String description, ToDoubleFunction<Condition> value) {
    String kind = component.kind().word();
    Gauge.builder("renkei." + kind + "." + name, () -> value.applyAsDouble(of(component)))
        .description(description)
        .tag(kind, component.name())
        .register(metrics);
  }

  private void count(Component component, Cause cause) {
    Map<Cause, Counter> counted = failures.computeIfAbsent(component, _ -> new HashMap<>());
    Cause as =
        counted.containsKey(cause) || counted.size() < MOST_CAUSES ? cause : new Cause("other");
    counted.computeIfAbsent(as, each -> counter(component, each)).increment();
  }

  private Counter counter(Component component, Cause cause) {
    String kind = component.kind().word();
    return Counter.builder("renkei." + kind + ".failures")
        .description("Uses and probes that did not work")
        .tag(kind, component.name())
        .tag("cause", cause.value())
        .register(metrics);
  }

  private static void say(Watched.Change change) {
    Condition now = change.now();
    switch (now.state()) {
      case DOWN, DEGRADED ->
          log.atWarn()
              .addKeyValue("cause", now.lastFailure().map(last -> last.cause().value()).orElse(""))
              .addKeyValue("since", now.since())
              .log("{} is {}", now.component(), now.state());
      case UP -> {
        if (change.from() != State.UNKNOWN) {
          log.atInfo()
              .addKeyValue("after", change.lasted())
              .addKeyValue("failures", change.failures())
              .log("{} is UP again", now.component());
        }
      }
      case UNKNOWN -> {}
    }
  }
}
