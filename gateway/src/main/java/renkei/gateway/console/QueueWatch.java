package renkei.gateway.console;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renkei.broker.QueueState;

/**
 * Looks at the queues once a second and remembers the last ten minutes. While the queues cannot be
 * seen nothing is remembered, so that a gap shows as a gap. A look may take long, or never end:
 * what counts as seen is decided by the age of the last sample alone. Thread-safe.
 */
final class QueueWatch {

  private static final Logger log = LoggerFactory.getLogger(QueueWatch.class);
  private static final int REMEMBERED = 600;

  /** Older figures are not called live. */
  private static final Duration FRESH = Duration.ofSeconds(3);

  private final Supplier<List<QueueState>> queues;
  private final Clock clock;
  private final Deque<Sample> samples = new ArrayDeque<>();
  private List<QueueState> latest = List.of();
  private Consumer<List<QueueState>> listener = _ -> {};
  private boolean blind;

  QueueWatch(Supplier<List<QueueState>> queues, Clock clock) {
    this.queues = queues;
    this.clock = clock;
  }

  /** Tells {@code listener} of every look that succeeded; replaces the listener before it. */
  synchronized void whenSeen(Consumer<List<QueueState>> listener) {
    this.listener = listener;
  }

  /** Never throws: the next look is a second away. */
  void sample() {
    try {
      List<QueueState> seen = List.copyOf(queues.get());
      remember(clock.instant(), seen);
    } catch (RuntimeException e) {
      goBlind(e);
    }
  }

  private synchronized void remember(Instant at, List<QueueState> seen) {
    latest = seen;
    if (samples.size() == REMEMBERED) {
      samples.removeFirst();
    }
    samples.addLast(Sample.of(at, seen));
    listener.accept(seen);
    if (blind) {
      blind = false;
      log.info("queues can be seen again");
    }
  }

  private synchronized void goBlind(RuntimeException cause) {
    if (!blind) {
      blind = true;
      log.warn("queues cannot be seen", cause);
    }
  }

  /** The queues as last seen. */
  synchronized List<QueueState> latest() {
    return latest;
  }

  /** Whether the queues were seen within the last three seconds. */
  synchronized boolean sees() {
    return !samples.isEmpty()
        && Duration.between(samples.getLast().at(), clock.instant()).compareTo(FRESH) < 0;
  }

  /** The newest sample; empty before the first. */
  synchronized Optional<Sample> last() {
    return Optional.ofNullable(samples.peekLast());
  }

  /** The last ten minutes, oldest first. */
  synchronized List<Sample> history() {
    return List.copyOf(samples);
  }
}
