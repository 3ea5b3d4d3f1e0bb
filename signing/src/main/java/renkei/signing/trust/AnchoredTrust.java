package renkei.signing.trust;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import renkei.signing.AlgorithmTable;
import renkei.signing.Validity;
import renkei.signing.algorithm.IssuerSignatures;

/**
 * PKIX path validation (RFC 5280, 6.1) by the JDK after rules of our own, with remembered verdicts.
 * What is remembered is that a path holds; the period in which all its certificates are valid, its
 * anchor's included, is compared with the instant in question every time, and the table of
 * algorithms and the revocation status are asked every time. If they undo one path, another may
 * still count: while an old root and its successor overlap, an issuer has a certificate of each.
 */
final class AnchoredTrust implements CertificateTrust {

  /** Certificates of one path without its anchor. */
  static final int LONGEST_PATH = 6;

  private static final Duration KEPT = Duration.ofMinutes(10);

  private final Set<X509Certificate> anchors;
  private final RevocationStatus revocation;
  private final AlgorithmTable table;
  private final Clock clock;
  private final VerdictCache verdicts;

  AnchoredTrust(
      Set<X509Certificate> anchors,
      RevocationStatus revocation,
      AlgorithmTable table,
      Clock clock) {
    if (anchors.isEmpty()) {
      throw new IllegalArgumentException("trust needs at least one anchor");
    }
    this.anchors = Set.copyOf(anchors);
    this.revocation = revocation;
    this.table = table;
    this.clock = clock;
    this.verdicts = new VerdictCache(clock, KEPT);
  }

  @Override
  public Trust check(List<X509Certificate> chain, Instant at) {
    if (chain.isEmpty() || chain.size() > MOST_CERTIFICATES) {
      return new Trust.Untrusted("a chain has 1 to " + MOST_CERTIFICATES + " certificates");
    }
    return switch (verdicts.of(
        chain, at, path -> undoneBy(path, at).isEmpty(), () -> validate(chain, at))) {
      case VerdictCache.Holds _ -> new Trust.Trusted(chain.getFirst());
      case VerdictCache.Fails(String reason) -> new Trust.Untrusted(reason);
    };
  }

  /** What is not remembered: why a path that holds may still not count today. */
  private Optional<String> undoneBy(PathFinder.Path path, Instant at) {
    return ended(path, at).or(() -> revoked(path, at));
  }

  /**
   * Whether the table has ended an algorithm by which the path is signed. When a certificate was
   * made is its issuer's word alone, and whoever can forge one can date it back as well: it counts
   * as made at the instant the path is asked for.
   */
  private Optional<String> ended(PathFinder.Path path, Instant at) {
    Instant now = clock.instant();
    return path.certificates().stream()
        .flatMap(certificate -> IssuerSignatures.name(certificate).stream())
        .filter(algorithm -> !table.accepts(algorithm, at, now))
        .findFirst()
        .map(algorithm -> "signed by an algorithm that the table does not accept: " + algorithm);
  }

  private Optional<String> revoked(PathFinder.Path path, Instant at) {
    List<X509Certificate> certificates = path.certificates();
    for (int i = 0; i < certificates.size(); i++) {
      X509Certificate issuer =
          i + 1 < certificates.size() ? certificates.get(i + 1) : path.anchor();
      switch (revocation.of(certificates.get(i), issuer, at)) {
        case RevocationStatus.Status.Good() -> {}
        case RevocationStatus.Status.Revoked(Instant since) -> {
          return Optional.of("revoked since " + since);
        }
        case RevocationStatus.Status.Unknown(String reason) -> {
          return Optional.of("revocation status unknown: " + reason);
        }
      }
    }
    return Optional.empty();
  }

  private VerdictCache.Verdict validate(List<X509Certificate> chain, Instant at) {
    return PathFinder.find(
        chain, anchors, path -> wrongWith(path, path.validity(), at).or(() -> undoneBy(path, at)));
  }

  private static Optional<String> wrongWith(PathFinder.Path path, Validity validity, Instant at) {
    if (!validity.contains(at)) {
      return Optional.of("not all certificates of the path are valid at that time");
    }
    // Libraries leave the reading of malformed extensions by all kinds of exceptions.
    try {
      Optional<String> broken = CertificateRules.brokenBy(path);
      if (broken.isEmpty()) {
        validate(path, at);
      }
      return broken;
    } catch (GeneralSecurityException | RuntimeException e) {
      return Optional.of(
          e instanceof CertPathValidatorException invalid
              ? "path does not hold: " + invalid.getReason()
              : "path cannot be validated: " + e.getClass().getSimpleName());
    }
  }

  private static void validate(PathFinder.Path path, Instant at) throws GeneralSecurityException {
    PKIXParameters parameters = new PKIXParameters(Set.of(anchor(path.anchor())));
    parameters.setRevocationEnabled(false);
    parameters.setDate(Date.from(at.truncatedTo(ChronoUnit.SECONDS)));
    CertPathValidator.getInstance("PKIX", "SUN")
        .validate(
            CertificateFactory.getInstance("X.509", "SUN").generateCertPath(withAnchor(path)),
            parameters);
  }

  /** A self-issued anchor is validated like the rest, so that its own constraints count. */
  private static List<X509Certificate> withAnchor(PathFinder.Path path) {
    if (!isSelfIssued(path.anchor())) {
      return path.certificates();
    }
    List<X509Certificate> whole = new ArrayList<>(path.certificates());
    whole.add(path.anchor());
    return whole;
  }

  private static TrustAnchor anchor(X509Certificate anchor) {
    return isSelfIssued(anchor)
        ? new TrustAnchor(anchor.getSubjectX500Principal(), anchor.getPublicKey(), null)
        : new TrustAnchor(anchor, null);
  }

  private static boolean isSelfIssued(X509Certificate certificate) {
    return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
  }
}
