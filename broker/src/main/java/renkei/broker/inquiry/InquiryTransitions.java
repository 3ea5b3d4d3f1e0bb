package renkei.broker.inquiry;

import static renkei.broker.InquiryState.ACCEPTED;
import static renkei.broker.InquiryState.FINISHED;
import static renkei.broker.InquiryState.PERMITTED;
import static renkei.broker.InquiryState.WAITING_FOR_PERMIT;
import static renkei.broker.InquiryState.WAITING_FOR_WINDOW;

import java.util.Map;
import java.util.Set;
import renkei.broker.InquiryState;
import renkei.broker.engine.Transitions;

/** Every step an inquiry may take. */
final class InquiryTransitions {

  /**
   * A decision may overtake the note that its inquiry was sent: hence the steps to {@code
   * PERMITTED}. What this platform's own list does not permit begins finished.
   */
  static final Transitions<InquiryState> TABLE =
      new Transitions<>(
          Set.of(ACCEPTED, WAITING_FOR_WINDOW, FINISHED),
          Map.of(
              ACCEPTED,
              Set.of(WAITING_FOR_WINDOW, WAITING_FOR_PERMIT, PERMITTED, FINISHED),
              WAITING_FOR_WINDOW,
              Set.of(WAITING_FOR_PERMIT, PERMITTED, FINISHED),
              WAITING_FOR_PERMIT,
              Set.of(PERMITTED, FINISHED),
              PERMITTED,
              Set.of(FINISHED)));

  private InquiryTransitions() {}
}
