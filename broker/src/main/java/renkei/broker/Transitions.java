package renkei.broker;

import static renkei.broker.InquiryState.ACCEPTED;
import static renkei.broker.InquiryState.PERMITTED;
import static renkei.broker.InquiryState.WAITING_FOR_PERMIT;
import static renkei.broker.InquiryState.WAITING_FOR_WINDOW;
import static renkei.broker.ProvisionState.DECIDED;
import static renkei.broker.ProvisionState.DELIVERED;
import static renkei.broker.ProvisionState.ON_HOLD;
import static renkei.broker.ProvisionState.RECEIVED;

import java.util.Map;
import java.util.Set;

/**
 * Every step a state machine may take. Anything else is a mistake of ours, except to stay where one
 * is: a repetition, and nothing to do.
 */
final class Transitions<S extends Enum<S>> {

  /** A decision may overtake the note that its inquiry was sent: hence the steps to PERMITTED. */
  static final Transitions<InquiryState> INQUIRY =
      new Transitions<>(
          Map.of(
              ACCEPTED,
              Set.of(WAITING_FOR_WINDOW, WAITING_FOR_PERMIT, PERMITTED, InquiryState.FINISHED),
              WAITING_FOR_WINDOW,
              Set.of(WAITING_FOR_PERMIT, PERMITTED, InquiryState.FINISHED),
              WAITING_FOR_PERMIT,
              Set.of(PERMITTED, InquiryState.FINISHED),
              PERMITTED,
              Set.of(InquiryState.FINISHED),
              InquiryState.FINISHED,
              Set.of()));

  static final Transitions<ProvisionState> PROVISION =
      new Transitions<>(
          Map.of(
              RECEIVED,
              Set.of(ON_HOLD, DECIDED),
              ON_HOLD,
              Set.of(DECIDED),
              DECIDED,
              Set.of(DELIVERED),
              DELIVERED,
              Set.of()));

  /** How far a message row has come; its statements let it end once only. */
  enum MessageState {
    WAITING,
    DONE,
    DEAD
  }

  private final Map<S, Set<S>> steps;

  private Transitions(Map<S, Set<S>> steps) {
    this.steps = steps;
  }

  /**
   * Whether going from one state to the other changes anything.
   *
   * @throws IllegalStateException if there is no such step
   */
  boolean changes(S from, S to) {
    if (from == to) {
      return false;
    }
    if (!steps.getOrDefault(from, Set.of()).contains(to)) {
      throw new IllegalStateException("there is no step from " + from + " to " + to);
    }
    return true;
  }
}
