package renkei.codebook.concurrent;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Waits that may be interrupted. An interrupted wait was in vain, and the thread's interrupt flag
 * is set again, so that whoever waits next comes back at once too.
 *
 * <pre>{@code
 * boolean ended = BoundedWait.reached(() -> thread.join(limit));
 * Optional<Item> first = BoundedWait.next(() -> items.poll(100, MILLISECONDS));
 * }</pre>
 */
public final class BoundedWait {

  /** A wait for something to be so. */
  @FunctionalInterface
  public interface Condition {
    /** Whether it came to be so in time. */
    boolean await() throws InterruptedException;
  }

  /** A wait for the next of something. */
  @FunctionalInterface
  public interface Source<T> {
    /** The next one, or null if none came in time. */
    @Nullable T take() throws InterruptedException;
  }

  private BoundedWait() {}

  /** Whether the wait was not in vain; false, too, if it was interrupted. */
  public static boolean reached(Condition condition) {
    return next(() -> condition.await() ? true : null).isPresent();
  }

  /** What came in time; empty, too, if the wait was interrupted. */
  public static <T> Optional<T> next(Source<T> source) {
    try {
      return Optional.ofNullable(source.take());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
