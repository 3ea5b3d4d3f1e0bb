package renkei.signing;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Calls into a device that may stall. A caller waits for a bounded time; a call that stalls, or the
 * third one in a row that fails, ejects the device, and until a probe succeeds every further call
 * fails at once. Thread-safe.
 */
final class BoundedCalls implements AutoCloseable {

  private static final int FAILURES = 3;

  private final Duration patience;
  private final Semaphore free;
  private final ExecutorService threads;
  private final AtomicReference<String> ejected = new AtomicReference<>("");
  private final AtomicInteger failures = new AtomicInteger();

  /**
   * Calls.
   *
   * @param patience how long one call may take, waiting for its turn included
   * @param together calls at the same time at most
   */
  BoundedCalls(String name, Duration patience, int together) {
    this.patience = patience;
    this.free = new Semaphore(together);
    this.threads =
        Executors.newThreadPerTaskExecutor(Thread.ofPlatform().daemon().name(name, 0).factory());
  }

  /** Why the device is ejected; empty if it is not. */
  String ejection() {
    return ejected.get();
  }

  /**
   * Makes a call.
   *
   * @throws SigningUnavailableException if the device is ejected, stalls or fails
   */
  <T> T call(Callable<T> work) {
    if (!ejection().isEmpty()) {
      throw new SigningUnavailableException("the device is ejected: " + ejection(), null);
    }
    return attempt(work);
  }

  /** Makes a call even if the device is ejected; success brings it back. */
  boolean probe(Callable<?> work) {
    try {
      attempt(work);
      ejected.set("");
      return true;
    } catch (SigningUnavailableException _) {
      return false;
    }
  }

  private <T> T attempt(Callable<T> work) {
    long end = System.nanoTime() + patience.toNanos();
    try {
      if (!free.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        ejected.compareAndSet("", "all its sessions stall");
        throw new SigningUnavailableException("all sessions of the device stall", null);
      }
      Future<T> call = submit(work);
      T result = call.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
      failures.set(0);
      return result;
    } catch (TimeoutException e) {
      ejected.compareAndSet("", "a call stalled");
      throw new SigningUnavailableException("the device stalls", e);
    } catch (ExecutionException e) {
      if (failures.incrementAndGet() >= FAILURES) {
        ejected.compareAndSet("", "it failed " + FAILURES + " times in a row");
      }
      throw new SigningUnavailableException("the device fails", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SigningUnavailableException("interrupted while waiting for the device", e);
    }
  }

  /** A session counts as taken until its call really returns, however long that takes. */
  private <T> Future<T> submit(Callable<T> work) {
    try {
      return threads.submit(
          () -> {
            try {
              return work.call();
            } finally {
              free.release();
            }
          });
    } catch (RuntimeException e) {
      free.release();
      throw new SigningUnavailableException("the device is closed", e);
    }
  }

  @Override
  public void close() {
    threads.shutdown();
  }
}
