package renkei.signing;

import java.security.cert.X509Certificate;

/** Writes certificates as their issuers signed them. */
public final class Certificates {

  private Certificates() {}

  /**
   * The DER encoding of a certificate.
   *
   * @throws IllegalArgumentException if it has none
   */
  public static byte[] encoded(X509Certificate certificate) {
    return ProviderCall.orThrow(
        certificate::getEncoded,
        e -> new IllegalArgumentException("certificate without an encoding", e));
  }
}
