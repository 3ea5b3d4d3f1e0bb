package renkei.signing;

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
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * PKIX path validation (RFC 5280, 6.1) with remembered verdicts. What is remembered is whether the
 * path holds at all; validity periods are compared with the instant in question every time.
 */
final class AnchoredTrust implements CertificateTrust {

  private static final Duration KEPT = Duration.ofMinutes(10);
  private static final int MOST_CERTIFICATES = 8;

  private final Set<X509Certificate> anchors;
  private final Set<TrustAnchor> trustAnchors;
  private final Verdicts verdicts;

  AnchoredTrust(Set<X509Certificate> anchors, Clock clock) {
    if (anchors.isEmpty()) {
      throw new IllegalArgumentException("trust needs at least one anchor");
    }
    this.anchors = Set.copyOf(anchors);
    this.trustAnchors =
        anchors.stream().map(anchor -> new TrustAnchor(anchor, null)).collect(Collectors.toSet());
    this.verdicts = new Verdicts(clock, KEPT);
  }

  @Override
  public Trust check(List<X509Certificate> chain, Instant at) {
    if (chain.isEmpty() || chain.size() > MOST_CERTIFICATES) {
      return new Trust.Untrusted("a path has 1 to " + MOST_CERTIFICATES + " certificates");
    }
    for (X509Certificate certificate : chain) {
      if (at.isBefore(certificate.getNotBefore().toInstant())
          || at.isAfter(certificate.getNotAfter().toInstant())) {
        return new Trust.Untrusted("not valid at that time: " + name(certificate));
      }
    }
    return verdicts.of(chain, () -> validate(chain, at));
  }

  private Trust validate(List<X509Certificate> chain, Instant at) {
    X509Certificate leaf = chain.getFirst();
    if (leaf.getBasicConstraints() != -1) {
      return new Trust.Untrusted(
          "an issuer's certificate does not stand for a party: " + name(leaf));
    }
    try {
      PKIXParameters parameters = new PKIXParameters(trustAnchors);
      parameters.setRevocationEnabled(false);
      parameters.setDate(Date.from(at));
      CertPathValidator.getInstance("PKIX", "SUN")
          .validate(
              CertificateFactory.getInstance("X.509", "SUN").generateCertPath(belowAnchor(chain)),
              parameters);
      return new Trust.Trusted(leaf);
    } catch (CertPathValidatorException e) {
      return new Trust.Untrusted("no path to a trusted issuer: " + e.getReason());
    } catch (GeneralSecurityException | RuntimeException e) {
      return new Trust.Untrusted("path cannot be validated: " + e.getClass().getSimpleName());
    }
  }

  private List<X509Certificate> belowAnchor(List<X509Certificate> chain) {
    for (int i = 1; i < chain.size(); i++) {
      if (anchors.contains(chain.get(i))) {
        return chain.subList(0, i);
      }
    }
    return chain;
  }

  private static String name(X509Certificate certificate) {
    return certificate.getSubjectX500Principal().getName();
  }
}
