package renkei.gateway.logging;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

/**
 * Counts alarms as {@code renkei_alarms_total{door,reason,tenant,direction,lane}}, the last three
 * empty: the broker counts its own by the same tags, and Prometheus takes one set for a name.
 */
final class Alarms {

  private Alarms() {}

  /**
   * Counts one.
   *
   * @param door where it was raised
   * @param reason upper-case words joined by underscores; explained in {@code docs/alarms.md}
   */
  static void count(MeterRegistry metrics, String door, String reason) {
    metrics
        .counter(
            "renkei.alarms",
            Tags.of("door", door, "reason", reason, "tenant", "", "direction", "", "lane", ""))
        .increment();
  }
}
