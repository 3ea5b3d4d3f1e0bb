package renkei.broker.inquiry;

import static renkei.broker.InquiryState.ACCEPTED;
import static renkei.broker.InquiryState.FINISHED;
import static renkei.broker.InquiryState.PERMITTED;
import static renkei.broker.InquiryState.WAITING_FOR_PERMIT;
import static renkei.broker.InquiryState.WAITING_FOR_WINDOW;

import java.util.Set;
import renkei.broker.InquiryState;
import renkei.broker.engine.TransitionsContract;

/** An inquiry only goes forward. */
class InquiryTransitionsTest extends TransitionsContract<InquiryState> {

  InquiryTransitionsTest() {
    super(
        InquiryTransitions.TABLE,
        InquiryState.class,
        Set.of(ACCEPTED, WAITING_FOR_WINDOW, FINISHED),
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
}
