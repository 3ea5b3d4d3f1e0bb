package renkei.broker.inquiry;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import renkei.codebook.InquiryId;

/** Signals that an inquiry has finished, as far as it finishes in this process. Thread-safe. */
final class CompletionSignals {

  /** One inquiry's listeners. */
  private record Signal(Semaphore permits, int listeners) {}

  private final ConcurrentMap<InquiryId, Signal> signals = new ConcurrentHashMap<>();

  /** Starts listening; call it before looking, so that nothing is missed. */
  Semaphore listen(InquiryId id) {
    return signals
        .compute(
            id,
            (_, signal) ->
                signal == null
                    ? new Signal(new Semaphore(0), 1)
                    : new Signal(signal.permits(), signal.listeners() + 1))
        .permits();
  }

  /** Stops listening. */
  void leave(InquiryId id) {
    signals.computeIfPresent(
        id,
        (_, signal) ->
            signal.listeners() == 1 ? null : new Signal(signal.permits(), signal.listeners() - 1));
  }

  /** The inquiry has finished. */
  void complete(InquiryId id) {
    Signal signal = signals.get(id);
    if (signal != null) {
      signal.permits().release(signal.listeners());
    }
  }
}
