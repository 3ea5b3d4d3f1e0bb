package renkei.signing.token;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import renkei.signing.BoundedWait;
import renkei.signing.SigningUnavailableException;

/**
 * Calls into a device that may stall: a bulkhead, since so many and no more are under way, and a
 * circuit breaker, since one that stalls ejects the device. A caller waits for its turn for one
 * patience at most, and for its call for another. A call that takes longer than the patience from
 * its own start ejects the device: until a call made in spite of that returns, every further one
 * fails at once. A device that is merely busy is not ejected; who waited for a turn in vain is told
 * so. Thread-safe.
 */
final class BoundedCalls implements AutoCloseable {

  private final Duration patience;
  private final Duration turn;
  private final int together;
  private final Semaphore free;
  private final ExecutorService threads;
  private final Set<Running> running = ConcurrentHashMap.newKeySet();
  private final AtomicReference<String> ejected = new AtomicReference<>("");
  private final AtomicBoolean closed = new AtomicBoolean();

  /** A call under way; one object for each call, told apart by identity. */
  private static final class Running {

    private final long since = System.nanoTime();

    boolean isOlderThan(Duration age) {
      return System.nanoTime() - since > age.toNanos();
    }
  }

  /**
   * Calls.
   *
   * @param patience how long one call may take, and how long a caller waits for its turn
   * @param together calls at the same time at most
   */
  BoundedCalls(String name, Duration patience, int together) {
    this(name, patience, patience, together);
  }

  /** As above, with a time of its own to wait for one's turn. */
  BoundedCalls(String name, Duration patience, Duration turn, int together) {
    this.patience = patience;
    this.turn = turn;
    this.together = together;
    this.free = new Semaphore(together, true);
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
   * @throws SigningUnavailableException if the device is ejected, busy, stalls or is closed
   * @throws ExecutionException if the work itself fails; the device is none the worse for it
   */
  <T> T call(Callable<T> work) throws ExecutionException {
    if (!ejection().isEmpty()) {
      throw new SigningUnavailableException("the device is ejected: " + ejection(), null);
    }
    return attempt(work);
  }

  /** Makes a call even if the device is ejected; success brings it back. */
  <T> T callAnyway(Callable<T> work) throws ExecutionException {
    T result = attempt(work);
    ejected.set("");
    return result;
  }

  private <T> T attempt(Callable<T> work) throws ExecutionException {
    if (closed.get()) {
      throw new SigningUnavailableException("the device is closed", null);
    }
    if (!BoundedWait.reached(() -> free.tryAcquire(turn.toNanos(), TimeUnit.NANOSECONDS))) {
      throw noTurn();
    }
    try {
      return BoundedWait.result(submit(work), patience).orElseThrow(BoundedCalls::interrupted);
    } catch (TimeoutException e) {
      throw stalls(e);
    }
  }

  private SigningUnavailableException noTurn() {
    if (Thread.currentThread().isInterrupted()) {
      return interrupted();
    }
    return running.stream().anyMatch(call -> call.isOlderThan(patience))
        ? stalls(null)
        : new SigningUnavailableException("the device is busy", null);
  }

  private static SigningUnavailableException interrupted() {
    return new SigningUnavailableException("interrupted while waiting for the device", null);
  }

  private SigningUnavailableException stalls(@Nullable TimeoutException cause) {
    ejected.compareAndSet("", "a call stalled");
    return new SigningUnavailableException("the device stalls", cause);
  }

  /** A session counts as taken until its call really returns, however long that takes. */
  private <T> Future<T> submit(Callable<T> work) {
    Running call = new Running();
    running.add(call);
    try {
      return threads.submit(
          () -> {
            try {
              return work.call();
            } finally {
              end(call);
            }
          });
    } catch (RuntimeException | Error e) {
      end(call);
      throw new SigningUnavailableException("the device takes no call", e);
    }
  }

  private void end(Running call) {
    running.remove(call);
    free.release();
  }

  /** Takes no more calls; those under way end by themselves. */
  @Override
  public void close() {
    closeWith(() -> {});
  }

  /**
   * Takes no more calls, and makes a last one when all those under way have returned, however long
   * that takes; does not wait for it. Nothing if it is closed already.
   */
  void closeWith(Runnable last) {
    if (closed.compareAndSet(false, true)) {
      threads.execute(
          () -> {
            free.acquireUninterruptibly(together);
            last.run();
          });
      threads.shutdown();
    }
  }

  /** Waits one patience at most for the last call after closing. */
  boolean awaitLast() {
    return BoundedWait.reached(
        () -> threads.awaitTermination(patience.toNanos(), TimeUnit.NANOSECONDS));
  }
}
