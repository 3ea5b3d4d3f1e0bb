package renkei.signing;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Waits that may be interrupted. An interrupted wait was in vain, and the thread's interrupt flag
 * is set again, so that whoever waits next comes back at once too.
 */
public final class BoundedWait {

  private BoundedWait() {}

  /** A wait for something to be so. */
  @FunctionalInterface
  public interface Condition {
    /** Whether it came to be so in time. */
    boolean await() throws InterruptedException;
  }

  private interface Wait<T, X extends Exception, Y extends Exception> {
    @Nullable T await() throws InterruptedException, X, Y;
  }

  /** Whether the wait was not in vain; false, too, if it was interrupted. */
  public static boolean reached(Condition condition) {
    return unlessInterrupted(() -> condition.await() ? true : null).isPresent();
  }

  /**
   * The result of a call under way.
   *
   * @return empty if the wait for it was interrupted
   * @throws ExecutionException if the call failed
   * @throws TimeoutException if it has not ended in time
   */
  public static <T> Optional<T> result(Future<T> call, Duration atMost)
      throws ExecutionException, TimeoutException {
    return BoundedWait.<T, ExecutionException, TimeoutException>unlessInterrupted(
        () -> call.get(atMost.toNanos(), TimeUnit.NANOSECONDS));
  }

  private static <T, X extends Exception, Y extends Exception> Optional<T> unlessInterrupted(
      Wait<T, X, Y> wait) throws X, Y {
    try {
      return Optional.ofNullable(wait.await());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
