package renkei.signing;

import java.security.cert.X509Certificate;
import java.util.Base64;
import renkei.signing.algorithm.DigestAlgorithm;

/**
 * Names a key by its certificate: SHA-256 of the certificate's DER encoding, as {@code
 * dsig11:X509Digest} carries it (XML Signature 1.1, 4.5.4.1).
 *
 * @param base64 44 characters
 */
public record KeyId(String base64) {

  /** The id of a certificate's key. */
  public static KeyId of(X509Certificate certificate) {
    return new KeyId(
        Base64.getEncoder()
            .encodeToString(
                DigestAlgorithm.SHA256.create().digest(Certificates.encoded(certificate))));
  }
}
