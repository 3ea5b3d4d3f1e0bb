package renkei.gateway.console;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import renkei.broker.QueueState;
import renkei.codebook.Lane;
import renkei.gateway.health.Component;
import renkei.gateway.health.Condition;
import renkei.gateway.health.State;

/**
 * How things are in one word, for whoever only glances at the page.
 *
 * @param level red, yellow or green
 * @param counterWaits whether people wait at counters for longer than they should
 */
record Situation(Level level, boolean counterWaits) {

  /** Nobody at a counter should wait longer for the platform. */
  static final Duration PATIENCE_AT_COUNTER = Duration.ofSeconds(10);

  /** From good to bad. */
  enum Level {
    GOOD,
    /** Something is the matter, and nobody at a counter feels it yet. */
    LOOK,
    /** People wait, or will with the next inquiry. */
    BAD
  }

  /**
   * Judges.
   *
   * @param seen whether the queues can be seen
   * @param latest the queues as last seen
   */
  static Situation of(boolean seen, Optional<Sample> latest, List<Condition> conditions) {
    boolean waits =
        latest
            .map(sample -> sample.lanes().getOrDefault(Lane.COUNTER, Sample.Total.NOTHING))
            .filter(counter -> counter.depth() > 0)
            .filter(counter -> counter.oldestAge().compareTo(PATIENCE_AT_COUNTER) >= 0)
            .isPresent();
    if (waits || !seen || conditions.stream().anyMatch(Situation::stopsCounters)) {
      return new Situation(Level.BAD, waits);
    }
    return new Situation(
        conditions.stream().anyMatch(Condition::isAilment) ? Level.LOOK : Level.GOOD, false);
  }

  /** Whether somebody at a counter waits for this queue for longer than people should. */
  static boolean makesPeopleWait(QueueState queue) {
    return queue.lane() == Lane.COUNTER
        && queue.depth() > 0
        && queue.oldestAge().compareTo(PATIENCE_AT_COUNTER) >= 0;
  }

  private static boolean stopsCounters(Condition condition) {
    return condition.state() == State.DOWN
        && (condition.component().kind() == Component.Kind.ROUTE
            || condition.component().equals(Component.DATABASE));
  }
}
