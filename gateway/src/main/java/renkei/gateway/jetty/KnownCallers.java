package renkei.gateway.jetty;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.eclipse.jetty.io.Connection;

/**
 * The connections of a door whose handshake is finished: so many for all callers, and a share of
 * them for one. Thread-safe.
 */
final class KnownCallers {

  private static final Duration REMEMBERED = Duration.ofDays(1);
  private static final int MOST_ADDRESSES = 10_000;

  private final int room;
  private final int share;
  private final Cache<String, Boolean> addresses =
      Caffeine.newBuilder().expireAfterAccess(REMEMBERED).maximumSize(MOST_ADDRESSES).build();

  /** Guards what follows. */
  private final Object lock = new Object();

  private final IdentityHashMap<Connection, String> callers = new IdentityHashMap<>();
  private final Map<String, Integer> counts = new HashMap<>();

  KnownCallers(int room, int share) {
    this.room = room;
    this.share = share;
  }

  /**
   * A caller is known from now on.
   *
   * @return false if there is no room for one more connection, of this caller or at all
   */
  boolean come(Connection connection, String caller) {
    synchronized (lock) {
      if (callers.size() >= room || counts.getOrDefault(caller, 0) >= share) {
        return false;
      }
      callers.put(connection, caller);
      counts.merge(caller, 1, Integer::sum);
    }
    addresses.put(Peer.address(connection.getEndPoint()), true);
    return true;
  }

  /** The connection is closed. */
  void go(Connection connection) {
    synchronized (lock) {
      String caller = callers.remove(connection);
      if (caller != null) {
        counts.computeIfPresent(caller, (_, count) -> count == 1 ? null : count - 1);
      }
    }
  }

  /** Whether a caller came from this address within the last day. */
  boolean cameFrom(String address) {
    return addresses.getIfPresent(address) != null;
  }
}
