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
 * Verdicts on paths for a bounded time and in bounded number. A good verdict counts for every
 * instant at which its whole path is valid, a bad one for the instant it was asked for only. Good
 * and bad ones are kept apart, so that a flood of bad paths cannot push the good ones out.
 */
final class Verdicts {

  private static final int MOST = 10_000;

  private final Clock clock;
  private final Duration kept;
  private final Map<List<X509Certificate>, Entry> trusted = new ConcurrentHashMap<>();
  private final Map<Question, Entry> untrusted = new ConcurrentHashMap<>();

  /** A verdict, and when a good one holds. */
  record Verdict(Trust trust, Validity validity) {}

  private record Question(List<X509Certificate> chain, Instant at) {}

  private record Entry(Verdict verdict, Instant until) {}

  Verdicts(Clock clock, Duration kept) {
    this.clock = clock;
    this.kept = kept;
  }

  Trust of(List<X509Certificate> chain, Instant at, Supplier<Verdict> validation) {
    Instant now = clock.instant();
    Entry good = trusted.get(chain);
    if (good != null && now.isBefore(good.until()) && good.verdict().validity().contains(at)) {
      return good.verdict().trust();
    }
    Entry bad = untrusted.get(new Question(chain, at));
    if (bad != null && now.isBefore(bad.until())) {
      return bad.verdict().trust();
    }
    Verdict verdict = validation.get();
    keep(List.copyOf(chain), at, new Entry(verdict, now.plus(kept)));
    return verdict.trust();
  }

  private void keep(List<X509Certificate> chain, Instant at, Entry entry) {
    switch (entry.verdict().trust()) {
      case Trust.Trusted _ -> put(trusted, chain, entry);
      case Trust.Untrusted _ -> put(untrusted, new Question(chain, at), entry);
    }
  }

  private static <K> void put(Map<K, Entry> verdicts, K key, Entry entry) {
    if (verdicts.size() >= MOST) {
      verdicts.clear();
    }
    verdicts.put(key, entry);
  }
}
