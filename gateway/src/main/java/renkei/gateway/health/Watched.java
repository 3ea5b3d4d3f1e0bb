package renkei.gateway.health;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * One route or part: gathers what happens between two looks, and decides at each look. A look in
 * which some of it worked and some did not changes nothing by itself: it is how an outage begins
 * and ends, and only if the next is like it the component limps. What changes too often is called
 * {@link State#DEGRADED} until it keeps still. Not thread-safe.
 */
final class Watched {

  /** So many changes in {@link #MINUTE} are no news any more. */
  private static final int MOST_CHANGES = 4;

  private static final Duration MINUTE = Duration.ofMinutes(1);

  /**
   * A change of state.
   *
   * @param lasted how long the state before lasted
   * @param failures how many failures were seen while it lasted
   */
  record Change(State from, Condition now, Duration lasted, long failures) {}

  private final Component component;
  private final Deque<Instant> changes = new ArrayDeque<>();
  private State state = State.UNKNOWN;
  private Instant since;
  private Optional<Condition.Failure> lastFailure = Optional.empty();
  private Optional<Instant> ailingSince = Optional.empty();
  private boolean worked;
  private boolean limped;
  private boolean failed;
  private boolean mixedBefore;
  private long failures;

  Watched(Component component, Instant now) {
    this.component = component;
    this.since = now;
  }

  void works() {
    worked = true;
  }

  void limps(Cause cause, Instant at) {
    limped = true;
    remember(cause, at);
  }

  void fails(Cause cause, Instant at) {
    failed = true;
    remember(cause, at);
  }

  private void remember(Cause cause, Instant at) {
    failures++;
    lastFailure = Optional.of(new Condition.Failure(cause, at));
    if (ailingSince.isEmpty()) {
      ailingSince = Optional.of(at);
    }
  }

  Condition condition() {
    return new Condition(component, state, since, lastFailure);
  }

  /** Decides by what has happened since the last look; empty if nothing changes. */
  Optional<Change> look(Instant now) {
    if (!worked && !limped && !failed) {
      return Optional.empty();
    }
    State seen = seen();
    boolean onlyWorked = worked && !limped && !failed;
    worked = false;
    limped = false;
    failed = false;
    Optional<Change> change = seen == state ? Optional.empty() : change(calmed(seen, now), now);
    if (onlyWorked) {
      ailingSince = Optional.empty();
    }
    return change;
  }

  private State seen() {
    boolean mixed = worked && (failed || limped);
    boolean again = mixedBefore;
    mixedBefore = mixed;
    if (mixed) {
      return again || state == State.UNKNOWN ? State.DEGRADED : state;
    }
    if (failed) {
      return State.DOWN;
    }
    return limped ? State.DEGRADED : State.UP;
  }

  private State calmed(State seen, Instant now) {
    changes.removeIf(at -> at.isBefore(now.minus(MINUTE)));
    return changes.size() >= MOST_CHANGES ? State.DEGRADED : seen;
  }

  private Optional<Change> change(State next, Instant now) {
    if (next == state) {
      return Optional.empty();
    }
    Instant begun = next == State.UP ? now : ailingSince.orElse(now);
    Change change =
        new Change(
            state,
            new Condition(component, next, begun, lastFailure),
            Duration.between(since, now),
            failures);
    changes.addLast(now);
    state = next;
    since = begun;
    failures = 0;
    return Optional.of(change);
  }
}
