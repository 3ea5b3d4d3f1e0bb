package renkei.signing;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers what was asked for most recently, up to a whole weight: what nobody asks for goes
 * first. Thread-safe.
 */
public final class RecentlyUsed<K, V> {

  private record Weighed<V>(V value, int weight) {}

  private final long most;
  private final Map<K, Weighed<V>> entries = new LinkedHashMap<>(16, 0.75f, true);
  private long weight;

  /**
   * An empty memory.
   *
   * @param most the sum of all weights, in whatever unit they are given
   */
  public RecentlyUsed(long most) {
    this.most = most;
  }

  public synchronized Optional<V> find(K key) {
    return Optional.ofNullable(entries.get(key)).map(Weighed::value);
  }

  public synchronized void put(K key, V value, int itsWeight) {
    Weighed<V> before = entries.put(key, new Weighed<>(value, itsWeight));
    weight += itsWeight - (before == null ? 0 : before.weight());
    Iterator<Weighed<V>> oldest = entries.values().iterator();
    while (weight > most && oldest.hasNext()) {
      weight -= oldest.next().weight();
      oldest.remove();
    }
  }

  /** The sum of all weights now. */
  public synchronized long weight() {
    return weight;
  }
}
