package renkei.signing.revocation;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import renkei.signing.AlgorithmTable;
import renkei.signing.trust.RevocationStatus;

/** What an issuer, or whom it delegates to, said about revocation at one time. */
sealed interface RevocationInformation permits RevocationList, RevocationResponse {

  /** The one certificate it speaks of, or that of the issuer whose certificates it speaks of. */
  X509Certificate about();

  /** As of when it was true. */
  Instant thisUpdate();

  /** When the issuer promises newer information. */
  Instant nextUpdate();

  /** By which it, and the certificate of whoever signed it in the issuer's place, are signed. */
  List<String> algorithms();

  /** Since when a certificate it speaks of counts no more; empty if it is not revoked. */
  Optional<Instant> revocationOf(X509Certificate certificate);

  /** Whoever signed it in the issuer's place and may have been revoked in turn. */
  Optional<X509Certificate> signerToCheck();

  /** The whole of it, to be kept. */
  StapledStatus staple();

  /**
   * Whether it can say anything of a certificate: issuers leave out what has expired (RFC 5280,
   * 3.3; RFC 6960, 4.4.4), so that silence means something only until the certificate's end.
   */
  default boolean speaksOf(X509Certificate certificate) {
    return !thisUpdate().isAfter(certificate.getNotAfter().toInstant())
        || revocationOf(certificate).isPresent();
  }

  /** What counting information says together: where it disagrees, what revokes is believed. */
  static RevocationStatus.Status status(
      List<RevocationInformation> counting, X509Certificate certificate, Instant at) {
    return counting.stream()
        .flatMap(information -> information.revocationOf(certificate).stream())
        .min(Comparator.naturalOrder())
        .filter(since -> !since.isAfter(at))
        .<RevocationStatus.Status>map(RevocationStatus.Status.Revoked::new)
        .orElseGet(RevocationStatus.Status.Good::new);
  }

  /**
   * Whether a table believes the signatures it rests on.
   *
   * @param made when it was made at the latest; what it says of itself is not asked
   * @param now when it is looked at
   */
  default boolean isAcceptedBy(AlgorithmTable table, Instant made, Instant now) {
    return algorithms().stream().allMatch(algorithm -> table.accepts(algorithm, made, now));
  }

  default boolean isNewerThan(RevocationInformation other) {
    return thisUpdate().isAfter(other.thisUpdate());
  }
}
