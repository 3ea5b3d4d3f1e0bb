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
    T result = made(() -> device.call(work), this::count);
    failures.set(0);
    return result;
  }

  @Override
  public <T> T callUncounted(Callable<T> work) {
    return made(() -> device.call(work), () -> {});
  }

  @Override
  public boolean probe(Callable<?> work) {
    try {
      Object _ = made(() -> device.callAnyway(work), this::count);
      failures.set(0);
      ejected.set("");
      return true;
    } catch (SigningUnavailableException _) {
      return false;
    }
  }

  private interface DeviceCall<T> {
    T make() throws ExecutionException;
  }

  private static <T> T made(DeviceCall<T> call, Runnable onFailure) {
    try {
      return call.make();
    } catch (ExecutionException e) {
      onFailure.run();
      throw new SigningUnavailableException("the key fails in its device", e.getCause());
    }
  }

  private void count() {
    if (failures.incrementAndGet() >= FAILURES) {
      ejected.compareAndSet("", "it failed " + FAILURES + " times in a row");
    }
  }
}
