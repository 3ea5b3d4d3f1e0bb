package renkei.broker;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import renkei.codebook.AgencyCode;

/**
 * Keeps a peer that does not answer from taking every worker of a queue: it gets some of them and
 * no more, and none for a while after one of its sendings hung. Peers that answer never notice.
 * Thread-safe.
 */
final class Turns {

  /** A sending that failed after that long was one to a peer that hangs. */
  static final Duration HUNG = Duration.ofSeconds(5);

  /** How long a peer that hangs is left alone. */
  static final Duration REST = Duration.ofSeconds(5);

  private static final Duration SLOW = Duration.ofSeconds(1);
  private static final Duration SOON = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofMillis(250);

  /** Whether a sending may begin. */
  sealed interface Turn {}

  /**
   * Now; {@link #end} must follow.
   *
   * @param began nanoseconds of an arbitrary origin
   */
  record Begun(Pointer pointer, long began) implements Turn {}

  /** Put the pointer back for that long. */
  record Later(Duration pause) implements Turn {}

  private record Way(QueueKey queue, AgencyCode peer) {}

  /** What one queue has under way to one peer. */
  private static final class Traffic {
    private final Semaphore places;
    private volatile long lastMoved;

    Traffic(int places, long now) {
      this.places = new Semaphore(places);
      this.lastMoved = now;
    }
  }

  private final Map<Way, Traffic> ways = new ConcurrentHashMap<>();
  private final Map<AgencyCode, Long> resting = new ConcurrentHashMap<>();
  private final LongSupplier nanos;

  /**
   * @param nanos nanoseconds of an arbitrary origin
   */
  Turns(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /**
   * Asks for a turn, waiting a moment where the peer answers, only not as fast as it is sent to.
   *
   * @param places how many the queue may have under way to one peer
   */
  Turn begin(Pointer pointer, int places) {
    Duration rest = rest(pointer.peer());
    if (rest.isPositive()) {
      return new Later(rest);
    }
    Traffic traffic = traffic(pointer, places);
    if (traffic.places.tryAcquire()) {
      return begun(pointer, traffic);
    }
    boolean slow = nanos.getAsLong() - traffic.lastMoved > SLOW.toNanos();
    if (slow) {
      return new Later(SLOW);
    }
    return acquired(traffic.places) ? begun(pointer, traffic) : new Later(SOON);
  }

  /** How much longer the peer is left alone; zero if it is not. */
  Duration rest(AgencyCode peer) {
    Long until = resting.get(peer);
    long left = until == null ? 0 : until - nanos.getAsLong();
    if (until != null && left <= 0) {
      resting.remove(peer, until);
    }
    return left > 0 ? Duration.ofNanos(left) : Duration.ZERO;
  }

  private Turn begun(Pointer pointer, Traffic traffic) {
    long now = nanos.getAsLong();
    traffic.lastMoved = now;
    return new Begun(pointer, now);
  }

  private static boolean acquired(Semaphore places) {
    try {
      return places.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** The sending is over. */
  void end(Begun turn) {
    Traffic traffic = ways.get(new Way(turn.pointer().queue(), turn.pointer().peer()));
    if (traffic != null) {
      traffic.lastMoved = nanos.getAsLong();
      traffic.places.release();
    }
  }

  /** A sending that began then was not delivered. */
  void failed(AgencyCode peer, long began) {
    long now = nanos.getAsLong();
    if (now - began >= HUNG.toNanos()) {
      resting.put(peer, now + REST.toNanos());
    }
  }

  long now() {
    return nanos.getAsLong();
  }

  private Traffic traffic(Pointer pointer, int places) {
    return ways.computeIfAbsent(
        new Way(pointer.queue(), pointer.peer()), _ -> new Traffic(places, nanos.getAsLong()));
  }
}
