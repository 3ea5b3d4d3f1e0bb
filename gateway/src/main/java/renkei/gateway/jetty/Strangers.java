package renkei.gateway.jetty;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * The connections of a door whose handshake is not finished: nobody knows yet who is there. They
 * have room of their own, and never take any from callers that are known.
 *
 * <p>A new one always comes in. If its address has its share, or there is no room for one more at
 * all, another makes room: of that address, or of the one that has most; first of addresses from
 * which no caller has ever come; first one that has said nothing, and among these the oldest. So
 * whoever begins a handshake at once gets through beside any number of those who are silent, even
 * from the same address. Thread-safe.
 */
final class Strangers {

  /** Room for strangers at one door. */
  static final int ROOM = 512;

  /** Of one address, behind which there may be many: half of the address's share says nothing. */
  static final int SHARE = 128;

  /** From the TCP connection to the end of the handshake. */
  static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Predicate<String> knownAddress;
  private final Scheduler scheduler;
  private final Reports reports;

  /** Guards what follows. */
  private final Object lock = new Object();

  private final Map<String, Deque<Connection>> byAddress = new HashMap<>();
  private final IdentityHashMap<Connection, Entry> entries = new IdentityHashMap<>();

  private record Entry(Connection connection, String address, Scheduler.Task deadline) {}

  /**
   * @param knownAddress whether a caller has finished a handshake from an address
   */
  Strangers(Predicate<String> knownAddress, Scheduler scheduler, Reports reports) {
    this.knownAddress = knownAddress;
    this.scheduler = scheduler;
    this.reports = reports;
  }

  /** A connection has come; another may have to go. */
  void come(Connection connection) {
    String address = Peer.address(connection.getEndPoint());
    Scheduler.Task deadline =
        scheduler.schedule(() -> tooLate(connection), PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    Optional<Entry> victim;
    synchronized (lock) {
      victim = victim(address).flatMap(this::remove);
      entries.put(connection, new Entry(connection, address, deadline));
      byAddress.computeIfAbsent(address, _ -> new ArrayDeque<>()).add(connection);
    }
    victim.ifPresent(gone -> end(gone, "STRANGERS", "made room for another before its handshake"));
  }

  /** A connection has finished its handshake, or is closed; false if it had gone before. */
  boolean go(Connection connection) {
    synchronized (lock) {
      return remove(connection).isPresent();
    }
  }

  private Optional<Entry> remove(Connection connection) {
    Entry entry = entries.remove(connection);
    if (entry == null) {
      return Optional.empty();
    }
    var _ = entry.deadline().cancel();
    Deque<Connection> all = byAddress.get(entry.address());
    if (all != null) {
      all.remove(connection);
      if (all.isEmpty()) {
        byAddress.remove(entry.address());
      }
    }
    return Optional.of(entry);
  }

  private Optional<Connection> victim(String address) {
    @Nullable Deque<Connection> own = byAddress.get(address);
    if (own != null && own.size() >= SHARE) {
      return Optional.of(first(own));
    }
    if (entries.size() < ROOM) {
      return Optional.empty();
    }
    return byAddress.entrySet().stream()
        .max(
            Comparator.<Map.Entry<String, Deque<Connection>>, Boolean>comparing(
                    each -> !knownAddress.test(each.getKey()))
                .thenComparingInt(each -> each.getValue().size()))
        .map(each -> first(each.getValue()));
  }

  /** The oldest that has said nothing, or else the oldest. */
  private static Connection first(Deque<Connection> all) {
    return all.stream()
        .filter(connection -> connection.getBytesIn() <= 0)
        .findFirst()
        .orElseGet(all::getFirst);
  }

  private void tooLate(Connection connection) {
    Optional<Entry> late;
    synchronized (lock) {
      late = remove(connection);
    }
    String because = "no handshake within " + PATIENCE.toSeconds() + " s";
    late.ifPresent(gone -> end(gone, "SLOW_HANDSHAKE", because));
  }

  private void end(Entry gone, String reason, String because) {
    reports.refused(reason, gone.address(), because);
    gone.connection().getEndPoint().close();
  }
}
