package renkei.signing.trust;

import java.security.cert.X509Certificate;
import java.time.Instant;

/**
 * Says whether a certificate was taken back by its issuer. Thread-safe, and never fetches anything.
 */
public interface RevocationStatus {

  /**
   * The status of one certificate.
   *
   * @param issuer the certificate that {@code certificate} was issued under
   * @param at the instant in question: what was signed before a revocation stays good
   */
  Status of(X509Certificate certificate, X509Certificate issuer, Instant at);

  /** What is known. */
  sealed interface Status {

    /** Not revoked at that instant, by information that still counts. */
    record Good() implements Status {}

    /**
     * Revoked at that instant or before it.
     *
     * @param since when the revocation took effect
     */
    record Revoked(Instant since) implements Status {}

    /**
     * Nothing is known, or what is known is too old.
     *
     * @param reason for an operator
     */
    record Unknown(String reason) implements Status {}
  }
}
