package renkei.signing;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import renkei.signing.CertificateTrust.Trust;

/**
 * Verdicts on paths for a bounded time and in bounded number. Good and bad ones are kept apart, so
 * that a flood of bad paths cannot push the good ones out.
 */
final class Verdicts {

  private static final int MOST = 10_000;

  private final Clock clock;
  private final Duration kept;
  private final Map<List<X509Certificate>, Entry> trusted = new ConcurrentHashMap<>();
  private final Map<List<X509Certificate>, Entry> untrusted = new ConcurrentHashMap<>();

  private record Entry(Trust verdict, Instant until) {}

  Verdicts(Clock clock, Duration kept) {
    this.clock = clock;
    this.kept = kept;
  }

  Trust of(List<X509Certificate> chain, Supplier<Trust> validation) {
    Instant now = clock.instant();
    Entry entry = trusted.get(chain);
    if (entry == null) {
      entry = untrusted.get(chain);
    }
    if (entry != null && now.isBefore(entry.until())) {
      return entry.verdict();
    }
    Trust verdict = validation.get();
    keep(List.copyOf(chain), new Entry(verdict, now.plus(kept)));
    return verdict;
  }

  private void keep(List<X509Certificate> chain, Entry entry) {
    trusted.remove(chain);
    untrusted.remove(chain);
    Map<List<X509Certificate>, Entry> target =
        switch (entry.verdict()) {
          case Trust.Trusted _ -> trusted;
          case Trust.Untrusted _ -> untrusted;
        };
    if (target.size() >= MOST) {
      target.clear();
    }
    target.put(chain, entry);
  }
}
