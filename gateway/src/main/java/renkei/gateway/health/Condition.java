package renkei.gateway.health;

import java.time.Instant;
import java.util.Optional;

/**
 * What is known of a route or part.
 *
 * @param since when the state began, by what was seen of it
 * @param lastFailure the last thing that did not work, also of one that is up again; empty if
 *     everything has worked since the start
 */
public record Condition(
    Component component, State state, Instant since, Optional<Failure> lastFailure) {

  /**
   * Something that did not work.
   *
   * @param cause why, without content
   * @param at when
   */
  public record Failure(Cause cause, Instant at) {}

  /** Whether somebody should look at it. */
  public boolean isAilment() {
    return state == State.DOWN || state == State.DEGRADED;
  }
}
