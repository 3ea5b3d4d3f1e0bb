package renkei.gateway.logging;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What somebody has to look at: one line of level ERROR that begins with ALARM (the first argument
 * is what it is about, see {@link RepeatedLines}), and a count in {@code
 * renkei_alarms_total{door,reason,tenant,direction,lane}}, the last three empty: the broker counts
 * its own by the same tags, and Prometheus takes one set for a name. Nothing that goes through here
 * may hold content, codes or numbers of a person. Thread-safe.
 */
public final class Alarms {

  private static final Logger LOG = LoggerFactory.getLogger(Alarms.class);

  private final MeterRegistry metrics;

  /** Alarms counted in these metrics. */
  public Alarms(MeterRegistry metrics) {
    this.metrics = metrics;
  }

  /**
   * Raises an alarm about one of the platform's own parts.
   *
   * @param part of the platform, such as {@code database}; the tag {@code door}
   * @param reason upper-case words joined by underscores; explained in {@code docs/alarms.md}
   * @param because what happened and what to do, in a sentence
   */
  public void raise(String part, String reason, String because) {
    count(metrics, part, reason);
    LOG.error("ALARM: " + part + ": " + reason + ": {}", because);
  }

  /**
   * Counts one whose line is written elsewhere.
   *
   * @param door where it was raised
   */
  static void count(MeterRegistry metrics, String door, String reason) {
    counter(metrics, door, reason).increment();
  }

  /**
   * The count of one kind of alarm; asked for when a process starts, it is there at 0, so that a
   * rule sees the first alarm as a rise.
   */
  static Counter counter(MeterRegistry metrics, String door, String reason) {
    return metrics.counter(
        "renkei.alarms",
        Tags.of("door", door, "reason", reason, "tenant", "", "direction", "", "lane", ""));
  }
}
