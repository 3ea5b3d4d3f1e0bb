package renkei.gateway.staff;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Who is logged in by password and one-time code. Kept in memory: after a restart people log in
 * again. Thread-safe.
 */
public final class Sessions {

  /** From the login on, whatever is done meanwhile. */
  public static final Duration LIFE = Duration.ofHours(2);

  private static final int OF_ONE_PERSON = 3;
  private static final int MOST = 2_000;

  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Session> open = new LinkedHashMap<>();

  /** No sessions yet. */
  public Sessions(Clock clock) {
    this.clock = clock;
  }

  private record Session(Actor actor, Instant end) {

    boolean isOf(Actor other) {
      return actor.place().equals(other.place()) && actor.login().equals(other.login());
    }
  }

  /**
   * Begins a session and returns its id, 256 random bits. A person's oldest gives way to too many
   * of its own, and the oldest of all to too many of all.
   */
  public synchronized String begin(Actor actor) {
    Instant now = clock.instant();
    open.values().removeIf(session -> !session.end().isAfter(now));
    if (open.values().stream().filter(session -> session.isOf(actor)).count() >= OF_ONE_PERSON) {
      removeOldest(actor);
    }
    if (open.size() >= MOST) {
      open.remove(open.keySet().iterator().next());
    }
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    String id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    open.put(id, new Session(actor, now.plus(LIFE)));
    return id;
  }

  private void removeOldest(Actor actor) {
    open.entrySet().stream()
        .filter(entry -> entry.getValue().isOf(actor))
        .map(Map.Entry::getKey)
        .findFirst()
        .ifPresent(open::remove);
  }

  /** Who logged in for this session, as of then; empty if there is none, or it is over. */
  public synchronized Optional<Actor> find(String id) {
    return Optional.ofNullable(open.get(id))
        .filter(session -> session.end().isAfter(clock.instant()))
        .map(Session::actor);
  }

  /** Ends one session. */
  public synchronized void end(String id) {
    open.remove(id);
  }
}
