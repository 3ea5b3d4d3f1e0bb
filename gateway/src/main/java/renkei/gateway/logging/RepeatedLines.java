package renkei.gateway.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what repeats from filling the log: of one kind of line {@value #MOST} a minute are written,
 * and one at its end that says how many more there were. Lines are of one kind if they come from
 * one logger, have one level and one text before its places are filled in, and tell of one class of
 * failure; alarms, only if their first argument is the same as well: whom or what they are about.
 * What must be written line by line is excepted by {@link #addWholeLogger}. Thread-safe.
 */
public final class RepeatedLines extends Filter<ILoggingEvent> {

  /** Lines of one kind that are written in a minute. */
  static final int MOST = 10;

  static final Duration PERIOD = Duration.ofMinutes(1);

  /** Kinds that are told apart in a minute; further ones count as one. */
  private static final int MOST_KINDS = 500;

  /** As {@link #MOST_KINDS}, of alarms: nothing else takes their room. */
  private static final int MOST_ALARMS = 2_000;

  private static final String ALARM = "ALARM";

  private static final int LONGEST = 200;
  private static final Logger log = LoggerFactory.getLogger(RepeatedLines.class);
  private static final Kind OTHERS = new Kind("", Level.WARN, "lines of other kinds", "", "");
  private static final Kind OTHER_ALARMS =
      new Kind("", Level.ERROR, ALARM + "s about others", "", "");

  /**
   * What makes two lines alike.
   *
   * @param subject of an alarm: one tenant's must not hide another's
   */
  private record Kind(String logger, Level level, String text, String subject, String failure) {

    static Kind of(ILoggingEvent event) {
      return new Kind(
          event.getLoggerName(),
          event.getLevel(),
          event.getMessage(),
          subject(event),
          deepest(event.getThrowableProxy()));
    }

    private static String subject(ILoggingEvent event) {
      Object[] arguments = event.getArgumentArray();
      return event.getMessage().startsWith(ALARM) && arguments != null && arguments.length > 0
          ? shortened(String.valueOf(arguments[0]))
          : "";
    }

    boolean raisesAnAlarm() {
      return text.startsWith(ALARM);
    }

    private static String deepest(@Nullable IThrowableProxy failure) {
      String name = "";
      IThrowableProxy each = failure;
      for (int depth = 0; each != null && depth < 16; depth++) {
        name = each.getClassName();
        each = each.getCause();
      }
      return name;
    }
  }

  /** Lines of one kind since the period began. */
  private static final class Count {
    private final long begun;
    private long lines;

    Count(long begun) {
      this.begun = begun;
    }
  }

  /** What was not written of one kind. */
  private record Sum(Kind kind, long lines) {}

  private final Set<String> whole = new HashSet<>(Set.of(RepeatedLines.class.getName()));
  private final Map<Kind, Count> counts = new HashMap<>();
  private final Map<Kind, Count> alarms = new HashMap<>();
  private final LongSupplier nanos;
  private boolean sumsAreDue;

  /** By the system's clock. */
  public RepeatedLines() {
    this(System::nanoTime);
  }

  /**
   * @param nanos nanoseconds of an arbitrary origin
   */
  RepeatedLines(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Names a logger of which every line is written. For {@code logback.xml}. */
  public void addWholeLogger(String name) {
    whole.add(name);
  }

  @Override
  public FilterReply decide(ILoggingEvent event) {
    return whole.contains(event.getLoggerName()) || isOneOfTheFirst(Kind.of(event))
        ? FilterReply.NEUTRAL
        : FilterReply.DENY;
  }

  private synchronized boolean isOneOfTheFirst(Kind kind) {
    Count count =
        kind.raisesAnAlarm()
            ? count(alarms, kind, MOST_ALARMS, OTHER_ALARMS)
            : count(counts, kind, MOST_KINDS, OTHERS);
    count.lines++;
    if (!sumsAreDue) {
      sumsAreDue = true;
      Thread _ = Thread.ofVirtual().name("repeated lines").start(this::sayWhenDue);
    }
    return count.lines <= MOST;
  }

  private Count count(Map<Kind, Count> among, Kind kind, int most, Kind others) {
    Kind as = among.containsKey(kind) || among.size() < most ? kind : others;
    return among.computeIfAbsent(as, _ -> new Count(nanos.getAsLong()));
  }

  /** Lives while there is something to sum up. */
  private void sayWhenDue() {
    try {
      do {
        Thread.sleep(Duration.ofSeconds(1));
      } while (!saySums());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Says the sums of what began a period ago; returns whether nothing is left to sum up. */
  boolean saySums() {
    Ended ended = end();
    for (Sum sum : ended.sums()) {
      say(sum);
    }
    return ended.nothingIsLeft();
  }

  private record Ended(List<Sum> sums, boolean nothingIsLeft) {}

  private synchronized Ended end() {
    long before = nanos.getAsLong() - PERIOD.toNanos();
    List<Sum> sums = new ArrayList<>();
    endOf(alarms, before, sums);
    endOf(counts, before, sums);
    sumsAreDue = !counts.isEmpty() || !alarms.isEmpty();
    return new Ended(sums, !sumsAreDue);
  }

  private static void endOf(Map<Kind, Count> among, long before, List<Sum> sums) {
    among
        .entrySet()
        .removeIf(
            each -> {
              Count count = each.getValue();
              boolean over = count.begun - before <= 0;
              if (over && count.lines > MOST) {
                sums.add(new Sum(each.getKey(), count.lines - MOST));
              }
              return over;
            });
  }

  private static String shortened(String text) {
    return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
  }

  private static void say(Sum sum) {
    Kind kind = sum.kind();
    log.atLevel(org.slf4j.event.Level.valueOf(kind.level().toString()))
        .addKeyValue("lines", sum.lines())
        .addKeyValue("source", kind.logger().substring(kind.logger().lastIndexOf('.') + 1))
        .addKeyValue("text", shortened(kind.text()))
        .addKeyValue("subject", kind.subject())
        .addKeyValue("failure", kind.failure().substring(kind.failure().lastIndexOf('.') + 1))
        .log("not written in the last minute, being like ten before");
  }
}
