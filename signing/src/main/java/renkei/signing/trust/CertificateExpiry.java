package renkei.signing.trust;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Warns of certificates that end soon. */
public final class CertificateExpiry {

  private CertificateExpiry() {}

  /** How near the end is, nearest last. */
  public enum Nearness {
    /** At most 90 days left: plan the successor. */
    WITHIN_90_DAYS(90),
    /** At most 60 days left. */
    WITHIN_60_DAYS(60),
    /** At most 30 days left: the successor should be in use beside it. */
    WITHIN_30_DAYS(30),
    /** At most 7 days left. */
    WITHIN_7_DAYS(7),
    /** The end has passed. */
    EXPIRED(0);

    private final Duration left;

    Nearness(int days) {
      this.left = Duration.ofDays(days);
    }
  }

  /**
   * A warning.
   *
   * @param end the last instant the certificate is valid at
   */
  public record Warning(X509Certificate certificate, Nearness nearness, Instant end) {}

  /** The warning due for one certificate; empty while more than 90 days are left. */
  public static Optional<Warning> of(X509Certificate certificate, Instant now) {
    Instant end = certificate.getNotAfter().toInstant();
    return Arrays.stream(Nearness.values())
        .filter(nearness -> !now.plus(nearness.left).isBefore(end))
        .reduce((_, nearer) -> nearer)
        .map(nearness -> new Warning(certificate, nearness, end));
  }

  /** The warnings due for several certificates, the first to end first. */
  public static List<Warning> of(Collection<X509Certificate> certificates, Instant now) {
    return certificates.stream()
        .flatMap(certificate -> of(certificate, now).stream())
        .sorted(Comparator.comparing(Warning::end))
        .toList();
  }
}
