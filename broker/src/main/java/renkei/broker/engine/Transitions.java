package renkei.broker.engine;

import java.util.Map;
import java.util.Set;

/**
 * Every step a state machine may take. Anything else is a mistake of ours, except to stay where one
 * is: a repetition, and nothing to do. Whoever asks has locked the row whose state it leaves.
 * Immutable, thread-safe.
 *
 * @param <S> the states
 */
public final class Transitions<S extends Enum<S>> {

  private final Set<S> beginnings;
  private final Map<S, Set<S>> steps;

  /**
   * A state machine.
   *
   * @param beginnings the states in which a row may begin
   * @param steps from each state to the next ones
   */
  public Transitions(Set<S> beginnings, Map<S, Set<S>> steps) {
    this.beginnings = Set.copyOf(beginnings);
    this.steps = Map.copyOf(steps);
  }

  /**
   * The state itself, if a new row may begin in it.
   *
   * @throws IllegalStateException if it may not
   */
  public S beginning(S state) {
    if (!beginnings.contains(state)) {
      throw new IllegalStateException("nothing begins as " + state);
    }
    return state;
  }

  /**
   * Whether going from one state to the other changes anything.
   *
   * @param from what the locked row says
   * @throws IllegalStateException if there is no such step
   */
  public boolean changes(S from, S to) {
    if (from == to) {
      return false;
    }
    if (!steps.getOrDefault(from, Set.of()).contains(to)) {
      throw new IllegalStateException("there is no step from " + from + " to " + to);
    }
    return true;
  }
}
