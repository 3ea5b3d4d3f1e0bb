package renkei.signing.token;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import renkei.signing.KeyCalls;
import renkei.signing.SigningUnavailableException;

/**
 * The circuit breaker of one key of a device. The third failure in a row ejects this key, and no
 * other: until a probe with it succeeds, calls by it fail at once. Stalls concern the whole device
 * and are for {@link BoundedCalls}. Thread-safe.
 */
final class KeyCircuitBreaker implements KeyCalls {

  private static final int FAILURES = 3;

  private final BoundedCalls device;
  private final AtomicInteger failures = new AtomicInteger();
  private final AtomicReference<String> ejected = new AtomicReference<>("");

  KeyCircuitBreaker(BoundedCalls device) {
    this.device = device;
  }

  @Override
  public String ejection() {
    return ejected.get();
  }

  @Override
  public <T> T call(Callable<T> work) {
    if (!ejection().isEmpty()) {
      throw new SigningUnavailableException("the key is ejected: " + ejection(), null);
    }
    try {
      T result = device.call(work);
      failures.set(0);
      return result;
    } catch (ExecutionException e) {
      throw failed(e);
    }
  }

  @Override
  public <T> T callUncounted(Callable<T> work) {
    try {
      return device.call(work);
    } catch (ExecutionException e) {
      throw unavailable(e);
    }
  }

  @Override
  public boolean probe(Callable<?> work) {
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
