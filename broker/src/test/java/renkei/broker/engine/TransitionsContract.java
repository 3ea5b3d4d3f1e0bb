package renkei.broker.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every table of transitions must do; a subclass names the steps there are. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class TransitionsContract<S extends Enum<S>> {

  /** From one state to another. */
  public record Step<S>(S from, S to) {}

  private final Transitions<S> table;
  private final Class<S> states;
  private final Set<S> beginnings;
  private final Set<Step<S>> possible;

  protected TransitionsContract(
      Transitions<S> table, Class<S> states, Set<S> beginnings, Set<Step<S>> possible) {
    this.table = table;
    this.states = states;
    this.beginnings = beginnings;
    this.possible = possible;
  }

  Stream<Step<S>> steps() {
    return all().flatMap(from -> all().map(to -> new Step<>(from, to)));
  }

  Stream<S> all() {
    return EnumSet.allOf(states).stream();
  }

  @ParameterizedTest
  @MethodSource("steps")
  void takesTheStepsThereAreAndNoOther(Step<S> step) {
    if (step.from() == step.to()) {
      assertThat(table.changes(step.from(), step.to())).isFalse();
    } else if (possible.contains(step)) {
      assertThat(table.changes(step.from(), step.to())).isTrue();
    } else {
      assertThatIllegalStateException().isThrownBy(() -> table.changes(step.from(), step.to()));
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void beginsWhereItMayAndNowhereElse(S state) {
    if (beginnings.contains(state)) {
      assertThat(table.beginning(state)).isEqualTo(state);
    } else {
      assertThatIllegalStateException().isThrownBy(() -> table.beginning(state));
    }
  }
}
