package renkei.signing.trust;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import renkei.signing.Certificates;
import renkei.signing.Fingerprint;
import renkei.signing.RecentlyUsed;
import renkei.signing.Validity;

/**
 * Good verdicts on paths, for a bounded time and in bounded size. One counts for every instant at
 * which its whole path is valid. Only the path is kept, and a digest of what came with it. Bad
 * verdicts are not kept at all: whoever sends bad chains gets no memory for them, and cannot push
 * out the verdicts on others.
 */
final class Verdicts {

  /** DER octets of the paths; some thousands of parties. */
  private static final long MOST_OCTETS = 8L * 1024 * 1024;

  private final Clock clock;
  private final Duration kept;
  private final RecentlyUsed<Fingerprint, Entry> trusted = new RecentlyUsed<>(MOST_OCTETS);

  /** Whether there is a path that counts. */
  sealed interface Verdict {}

  /** It does, whenever all of it is valid. */
  record Holds(PathFinder.Path path, Validity validity) implements Verdict {}

  /** There is none, and why. */
  record Fails(String reason) implements Verdict {}

  private record Entry(Holds verdict, Instant until) {}

  Verdicts(Clock clock, Duration kept) {
    this.clock = clock;
    this.kept = kept;
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
    Instant now = clock.instant();
    Fingerprint fingerprint = Fingerprint.of(chain.stream().map(Certificates::encoded).toList());
    Optional<Holds> known =
        trusted
            .find(fingerprint)
            .filter(entry -> now.isBefore(entry.until()) && entry.verdict().validity().contains(at))
            .map(Entry::verdict)
            .filter(holds -> counts.test(holds.path()));
    return known
        .<Verdict>map(holds -> holds)
        .orElseGet(
            () -> {
              Verdict verdict = validation.get();
              if (verdict instanceof Holds holds) {
                trusted.put(fingerprint, new Entry(holds, now.plus(kept)), weight(holds.path()));
              }
              return verdict;
            });
  }

  /** DER octets of the paths that are kept now. */
  long weight() {
    return trusted.weight();
  }

  private static int weight(PathFinder.Path path) {
    return path.certificates().stream()
        .mapToInt(certificate -> Certificates.encoded(certificate).length)
        .sum();
  }
}
