package renkei.gateway.logging;

import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts and logs what one door refuses: counted always, logged within the bounds of {@link
 * RepeatedLines}, for which door and reason make a kind of line. Nothing that goes through here may
 * hold content, codes or numbers of a person. Thread-safe.
 */
public final class Refusals {

  private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

  private final MeterRegistry metrics;
  private final String door;

  /**
   * Refusals of one door, counted as {@code renkei_refused_total{door,reason}} and, where they are
   * alarms, as {@code renkei_alarms_total{door,reason,tenant,direction,lane}} with the last three
   * empty.
   *
   * @param door its name in log and metrics
   */
  public Refusals(MeterRegistry metrics, String door) {
    this.metrics = metrics;
    this.door = door;
  }

  /**
   * Something was refused and nothing was done.
   *
   * @param reason upper-case words joined by underscores
   * @param caller as its certificate names it
   * @param because more for the operator
   */
  public void refused(String reason, String caller, String because) {
    count("renkei.refused", reason);
    LOG.warn(door + " door refused " + reason + " from {}: {}", caller, because);
  }

  /**
   * Somebody looked for something that is not there: counted as a refusal, and no warning, since
   * nobody did anything wrong.
   *
   * @param caller as its certificate names it
   * @param because what is not there
   */
  public void absent(String reason, String caller, String because) {
    count("renkei.refused", reason);
    LOG.info(door + " door answered " + reason + " to {}: {}", caller, because);
  }

  /** As {@link #refused}, and somebody has to look at it. */
  public void alarmed(String reason, String caller, String because) {
    count("renkei.refused", reason);
    Alarms.count(metrics, door, reason);
    LOG.error("ALARM: " + door + " door refused " + reason + " from {}: {}", caller, because);
  }

  /** Something was done that somebody has to look at. */
  public void alarm(String reason, String because) {
    Alarms.count(metrics, door, reason);
    LOG.error("ALARM: " + door + " door: " + reason + ": {}", because);
  }

  /**
   * Something here failed. Only the kinds of the exceptions and places in our own code are logged:
   * messages of third parties may quote what they were given.
   */
  public void failed(String reason, String caller, Throwable failure) {
    count("renkei.refused", reason);
    LOG.error(door + " door failed " + reason + " for {}: {}", caller, trace(failure));
  }

  /**
   * An answer did not reach its caller, who hung up; counted as {@code renkei_unheard_total{door}}.
   * Whether anything was done is another question: a message may have been kept.
   */
  public void unheard(String caller, String because) {
    metrics.counter("renkei.unheard", "door", door).increment();
    LOG.info(door + " door was not heard by {}: {}", caller, because);
  }

  /**
   * Counts parts of a request that were refused while the rest was taken, as {@code
   * renkei_refused_parts_total{door,kind}}.
   */
  public void count(String kind, long parts) {
    metrics.counter("renkei.refused.parts", "door", door, "kind", kind).increment((double) parts);
  }

  private void count(String name, String reason) {
    metrics.counter(name, "door", door, "reason", reason).increment();
  }

  private static String trace(Throwable failure) {
    StringBuilder trace = new StringBuilder(256);
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < 8; depth++) {
      trace.append(depth == 0 ? "" : ", caused by ").append(cause.getClass().getName());
      int places = 0;
      for (StackTraceElement place : cause.getStackTrace()) {
        if (place.getClassName().startsWith("renkei.") && places++ < 3) {
          trace.append(" at ").append(place);
        }
      }
      cause = cause.getCause();
    }
    return trace.toString();
  }
}
