package renkei.signing;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The calls by one key of a device. The third failure in a row sets this key aside, and no other:
 * until a probe with it succeeds, calls by it fail at once. Stalls concern the whole device and are
 * for {@link BoundedCalls}. Thread-safe.
 */
final class KeyCalls {

  private static final int FAILURES = 3;

  private final BoundedCalls device;
  private final AtomicInteger failures = new AtomicInteger();
  private final AtomicReference<String> ejected = new AtomicReference<>("");

  KeyCalls(BoundedCalls device) {
    this.device = device;
  }

  /** Why the key is set aside; empty if it is not. */
  String ejection() {
    return ejected.get();
  }

  /**
   * Makes a call by this key.
   *
   * @throws SigningUnavailableException if key or device is set aside, or the call fails
   */
  <T> T call(Callable<T> work) {
    if (!ejection().isEmpty()) {
      throw new SigningUnavailableException("the key is set aside: " + ejection(), null);
    }
    try {
      T result = device.call(work);
      failures.set(0);
      return result;
    } catch (ExecutionException e) {
      throw failed(e);
    }
  }

  /**
   * Makes a call that counts for nothing, whether the key is set aside or not: what fails here may
   * be somebody else's doing.
   *
   * @throws SigningUnavailableException if the device is set aside, or the call fails
   */
  <T> T callUncounted(Callable<T> work) {
    try {
      return device.call(work);
    } catch (ExecutionException e) {
      throw unavailable(e);
    }
  }

  /** Makes a call in spite of any ejection; success brings key and device back. */
  boolean probe(Callable<?> work) {
    try {
      Object _ = device.callAnyway(work);
      failures.set(0);
      ejected.set("");
      return true;
    } catch (ExecutionException e) {
      SigningUnavailableException _ = failed(e);
      return false;
    } catch (SigningUnavailableException _) {
      return false;
    }
  }

  private SigningUnavailableException failed(ExecutionException e) {
    if (failures.incrementAndGet() >= FAILURES) {
      ejected.compareAndSet("", "it failed " + FAILURES + " times in a row");
    }
    return unavailable(e);
  }

  private static SigningUnavailableException unavailable(ExecutionException e) {
    return new SigningUnavailableException("the key fails in its device", e.getCause());
  }
}
