package renkei.broker;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import renkei.codebook.InquiryId;

/** Wakes whoever waits for an inquiry to finish, as far as it finishes in this process. */
final class Waiters {

  /** One inquiry's waiters. */
  private record Bell(Semaphore rings, int listeners) {}

  private final ConcurrentMap<InquiryId, Bell> bells = new ConcurrentHashMap<>();

  /** Starts listening; call it before looking, so that nothing is missed. */
  Semaphore listen(InquiryId id) {
    return bells
        .compute(
            id,
            (_, bell) ->
                bell == null
                    ? new Bell(new Semaphore(0), 1)
                    : new Bell(bell.rings(), bell.listeners() + 1))
        .rings();
  }

  /** Stops listening. */
  void leave(InquiryId id) {
    bells.computeIfPresent(
        id,
        (_, bell) -> bell.listeners() == 1 ? null : new Bell(bell.rings(), bell.listeners() - 1));
  }

  /** The inquiry has finished. */
  void ring(InquiryId id) {
    Bell bell = bells.get(id);
    if (bell != null) {
      bell.rings().release(bell.listeners());
    }
  }

  /** Waits for the bell; false if it did not ring in time. */
  static boolean await(Semaphore rings, long nanos) {
    try {
      return rings.tryAcquire(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
