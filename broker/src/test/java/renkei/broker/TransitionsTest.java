package renkei.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static renkei.broker.InquiryState.ACCEPTED;
import static renkei.broker.InquiryState.FINISHED;
import static renkei.broker.InquiryState.PERMITTED;
import static renkei.broker.InquiryState.WAITING_FOR_PERMIT;
import static renkei.broker.InquiryState.WAITING_FOR_WINDOW;
import static renkei.broker.ProvisionState.DECIDED;
import static renkei.broker.ProvisionState.DELIVERED;
import static renkei.broker.ProvisionState.ON_HOLD;
import static renkei.broker.ProvisionState.RECEIVED;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TransitionsTest {

  private record Step<S>(S from, S to) {}

  @Test
  void anInquiryOnlyGoesForward() {
    check(
        Transitions.INQUIRY,
        InquiryState.class,
        Set.of(
            new Step<>(ACCEPTED, WAITING_FOR_WINDOW),
            new Step<>(ACCEPTED, WAITING_FOR_PERMIT),
            new Step<>(ACCEPTED, PERMITTED),
            new Step<>(ACCEPTED, FINISHED),
            new Step<>(WAITING_FOR_WINDOW, WAITING_FOR_PERMIT),
            new Step<>(WAITING_FOR_WINDOW, PERMITTED),
            new Step<>(WAITING_FOR_WINDOW, FINISHED),
            new Step<>(WAITING_FOR_PERMIT, PERMITTED),
            new Step<>(WAITING_FOR_PERMIT, FINISHED),
            new Step<>(PERMITTED, FINISHED)));
  }

  @Test
  void aProvisionIsDecidedOnceAndDeliveredAfterwards() {
    check(
        Transitions.PROVISION,
        ProvisionState.class,
        Set.of(
            new Step<>(RECEIVED, ON_HOLD),
            new Step<>(RECEIVED, DECIDED),
            new Step<>(ON_HOLD, DECIDED),
            new Step<>(DECIDED, DELIVERED)));
  }

  private static <S extends Enum<S>> void check(
      Transitions<S> table, Class<S> states, Set<Step<S>> possible) {
    for (S from : EnumSet.allOf(states)) {
      for (S to : EnumSet.allOf(states)) {
        if (from == to) {
          assertThat(table.changes(from, to)).isFalse();
        } else if (possible.contains(new Step<>(from, to))) {
          assertThat(table.changes(from, to)).isTrue();
        } else {
          assertThatIllegalStateException().isThrownBy(() -> table.changes(from, to));
        }
      }
    }
  }
}
