package renkei.gateway.console;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Who is logged in. Kept in memory: after a restart operators log in again. Thread-safe. */
final class Sessions {

  /** A working day; nobody is thrown out in the middle of an incident. */
  static final Duration LIFE = Duration.ofHours(10);

  private static final int MOST_SESSIONS = 100;

  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Instant> ends = new LinkedHashMap<>();

  Sessions(Clock clock) {
    this.clock = clock;
  }

  /** Begins a session and returns its id, 256 random bits. The oldest gives way to too many. */
  synchronized String begin() {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    String id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    Instant now = clock.instant();
    ends.values().removeIf(end -> !end.isAfter(now));
    while (ends.size() >= MOST_SESSIONS) {
      ends.remove(ends.keySet().iterator().next());
    }
    ends.put(id, now.plus(LIFE));
    return id;
  }

  synchronized boolean isOpen(Optional<String> id) {
    return id.map(ends::get).filter(end -> end.isAfter(clock.instant())).isPresent();
  }

  synchronized void end(Optional<String> id) {
    id.ifPresent(ends::remove);
  }
}
