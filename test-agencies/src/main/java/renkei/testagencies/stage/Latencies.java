package renkei.testagencies.stage;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How long each of many things took. Thread-safe. */
public final class Latencies {

  private final List<Long> nanos = new ArrayList<>();

  /** Adds one that began at that {@link System#nanoTime()} and ends now. */
  public void since(long begunNanos) {
    long took = System.nanoTime() - begunNanos;
    synchronized (nanos) {
      nanos.add(took);
    }
  }

  /** How many there are. */
  public int count() {
    synchronized (nanos) {
      return nanos.size();
    }
  }

  /** All of them in whole milliseconds, as they ended; a copy. */
  public List<Long> inOrderMs() {
    synchronized (nanos) {
      return nanos.stream().map(took -> took / 1_000_000).toList();
    }
  }

  /**
   * The smallest one that {@code percent} of all do not exceed (nearest rank).
   *
   * @return zero if there are none
   */
  public Duration percentile(double percent) {
    List<Long> sorted;
    synchronized (nanos) {
      sorted = new ArrayList<>(nanos);
    }
    if (sorted.isEmpty()) {
      return Duration.ZERO;
    }
    Collections.sort(sorted);
    int rank = (int) Math.ceil(percent / 100 * sorted.size());
    return Duration.ofNanos(sorted.get(Math.max(0, rank - 1)));
  }

  /** The same in milliseconds with fractions. */
  public double percentileMs(double percent) {
    return percentile(percent).toNanos() / 1e6;
  }
}
