package renkei.signing;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Verdicts on paths for a bounded time and in bounded number. A good verdict counts for every
 * instant at which its whole path is valid, a bad one for the instant it was asked for only. Good
 * and bad ones are kept apart, so that a flood of bad paths cannot push the good ones out.
 */
final class Verdicts {

  private static final int MOST = 10_000;

  private final Clock clock;
  private final Duration kept;
  private final Map<List<X509Certificate>, Entry<Holds>> trusted = new ConcurrentHashMap<>();
  private final Map<Question, Entry<Fails>> untrusted = new ConcurrentHashMap<>();

  /** Whether a path holds, revocation apart. */
  sealed interface Verdict {}

  /** It does, whenever all of it is valid. */
  record Holds(PathFinder.Path path, Validity validity) implements Verdict {}

  /** There is none, and why. */
  record Fails(String reason) implements Verdict {}

  private record Question(List<X509Certificate> chain, Instant at) {}

  private record Entry<V extends Verdict>(V verdict, Instant until) {}

  Verdicts(Clock clock, Duration kept) {
    this.clock = clock;
    this.kept = kept;
  }

  Verdict of(List<X509Certificate> chain, Instant at, Supplier<Verdict> validation) {
    Instant now = clock.instant();
    Entry<Holds> good = trusted.get(chain);
    if (good != null && now.isBefore(good.until()) && good.verdict().validity().contains(at)) {
      return good.verdict();
    }
    Entry<Fails> bad = untrusted.get(new Question(chain, at));
    if (bad != null && now.isBefore(bad.until())) {
      return bad.verdict();
    }
    Verdict verdict = validation.get();
    Instant until = now.plus(kept);
    switch (verdict) {
      case Holds holds -> put(trusted, List.copyOf(chain), new Entry<>(holds, until));
      case Fails fails ->
          put(untrusted, new Question(List.copyOf(chain), at), new Entry<>(fails, until));
    }
    return verdict;
  }

  private static <K, V> void put(Map<K, V> verdicts, K key, V entry) {
    if (verdicts.size() >= MOST) {
      verdicts.clear();
    }
    verdicts.put(key, entry);
  }
}
