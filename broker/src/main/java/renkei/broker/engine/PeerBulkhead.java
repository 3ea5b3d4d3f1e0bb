package renkei.broker.engine;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import renkei.broker.Pointer;
import renkei.broker.QueueKey;
import renkei.codebook.AgencyCode;
import renkei.codebook.Lane;
import renkei.codebook.concurrent.Permits;

/**
 * Keeps a peer that does not answer from taking every worker of a queue: it gets some of them and
 * no more, and in that lane none for a while after one of its sendings hung. Peers that answer
 * never notice. Thread-safe.
 */
final class PeerBulkhead {

  /** A peer that let a sending wait for so long, and failed then, hangs. */
  static final Duration HUNG = Duration.ofSeconds(5);

  /** How long a peer that hangs is left alone. */
  static final Duration REST = Duration.ofSeconds(5);

  private static final Duration SLOW = Duration.ofSeconds(1);
  private static final Duration SOON = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofMillis(250);

  /** Whether a sending may begin. */
  sealed interface Entry {}

  /** Now; {@link #leave} must follow. */
  record Entered(Pointer pointer) implements Entry {}

  /** Requeue the pointer with that delay. */
  record Later(Duration pause) implements Entry {}

  /** What one queue sends to one peer. */
  private record Way(QueueKey queue, AgencyCode peer) {}

  /** A peer may hang in one lane, under more than it can bear, and answer in another. */
  private record Line(Lane lane, AgencyCode peer) {

    static Line of(Pointer pointer) {
      return new Line(pointer.queue().lane(), pointer.peer());
    }
  }

  /** What one queue has in flight to one peer. */
  private static final class Traffic {
    private final Semaphore places;
    private volatile long lastMoved;

    Traffic(int places, long now) {
      this.places = new Semaphore(places);
      this.lastMoved = now;
    }
  }

  private final Map<Way, Traffic> ways = new ConcurrentHashMap<>();
  private final Map<Line, Long> resting = new ConcurrentHashMap<>();
  private final LongSupplier nanos;

  /**
   * @param nanos nanoseconds of an arbitrary origin
   */
  PeerBulkhead(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /**
   * Asks for a place, waiting a moment where the peer answers, only not as fast as it is sent to.
   *
   * @param places how many the queue may have in flight to one peer
   */
  Entry enter(Pointer pointer, int places) {
    Duration rest = rest(pointer);
    if (rest.isPositive()) {
      return new Later(rest);
    }
    Traffic traffic = traffic(pointer, places);
    if (traffic.places.tryAcquire()) {
      return entered(pointer, traffic);
    }
    boolean slow = nanos.getAsLong() - traffic.lastMoved > SLOW.toNanos();
    if (slow) {
      return new Later(SLOW);
    }
    return Permits.acquire(traffic.places, PATIENCE) ? entered(pointer, traffic) : new Later(SOON);
  }

  /** How much longer the peer is left alone in this lane; zero if it is not. */
  Duration rest(Pointer pointer) {
    Line line = Line.of(pointer);
    Long until = resting.get(line);
    long left = until == null ? 0 : until - nanos.getAsLong();
    if (until != null && left <= 0) {
      resting.remove(line, until);
    }
    return left > 0 ? Duration.ofNanos(left) : Duration.ZERO;
  }

  private Entry entered(Pointer pointer, Traffic traffic) {
    traffic.lastMoved = nanos.getAsLong();
    return new Entered(pointer);
  }

  /** The sending is over. */
  void leave(Entered entered) {
    Traffic traffic = ways.get(new Way(entered.pointer().queue(), entered.pointer().peer()));
    if (traffic != null) {
      traffic.lastMoved = nanos.getAsLong();
      traffic.places.release();
    }
  }

  /**
   * A sending was not delivered.
   *
   * @param waited how long the peer let it wait
   */
  void failed(Pointer pointer, Duration waited) {
    if (waited.compareTo(HUNG) >= 0) {
      resting.put(Line.of(pointer), nanos.getAsLong() + REST.toNanos());
    }
  }

  private Traffic traffic(Pointer pointer, int places) {
    return ways.computeIfAbsent(
        new Way(pointer.queue(), pointer.peer()), _ -> new Traffic(places, nanos.getAsLong()));
  }
}
