package renkei.signing.trust;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import renkei.signing.Certificates;
import renkei.signing.Fingerprint;
import renkei.signing.Validity;

/**
 * Good verdicts on paths, for a bounded time and in bounded size. One counts for every instant at
 * which its whole path is valid. Only the path is kept, and a digest of what came with it. Bad
 * verdicts are not kept at all: whoever sends bad chains gets no memory for them, and cannot push
 * out the verdicts on others.
 */
final class VerdictCache {

  /** DER octets of the paths; some thousands of parties. */
  private static final long MOST_OCTETS = 8L * 1024 * 1024;

  private final Cache<Fingerprint, Holds> trusted;

  /** Whether there is a path that counts. */
  sealed interface Verdict {}

  /** It does, whenever all of it is valid. */
  record Holds(PathFinder.Path path, Validity validity) implements Verdict {}

  /** There is none, and why. */
  record Fails(String reason) implements Verdict {}

  VerdictCache(Clock clock, Duration kept) {
    this(clock, kept, MOST_OCTETS);
  }

  VerdictCache(Clock clock, Duration kept, long mostOctets) {
    this.trusted =
        Caffeine.newBuilder()
            .maximumWeight(mostOctets)
            .weigher((Fingerprint _, Holds holds) -> weight(holds.path()))
            .expireAfterWrite(kept)
            .ticker(() -> Duration.between(Instant.EPOCH, clock.instant()).toNanos())
            // In the caller's thread, so that the bound holds at once.
            .executor(Runnable::run)
            .build();
  }

  /**
   * The verdict on a chain.
   *
   * @param counts whether a remembered path still counts; if not, the validation is asked again
   * @param validation finds a path that counts
   */
  Verdict of(
      List<X509Certificate> chain,
      Instant at,
      Predicate<PathFinder.Path> counts,
      Supplier<Verdict> validation) {
    Fingerprint fingerprint = Fingerprint.of(chain.stream().map(Certificates::encoded).toList());
    Holds known = trusted.getIfPresent(fingerprint);
    if (known != null && known.validity().contains(at) && counts.test(known.path())) {
      return known;
    }
    Verdict verdict = validation.get();
    if (verdict instanceof Holds holds) {
      trusted.put(fingerprint, holds);
    }
    return verdict;
  }

  /** DER octets of the paths that are kept now. */
  long weight() {
    trusted.cleanUp();
    return trusted.policy().eviction().orElseThrow().weightedSize().orElseThrow();
  }

  private static int weight(PathFinder.Path path) {
    return path.certificates().stream()
        .mapToInt(certificate -> Certificates.encoded(certificate).length)
        .sum();
  }
}
