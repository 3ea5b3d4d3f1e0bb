package renkei.gateway.staff;

import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import renkei.signing.algorithm.DigestAlgorithm;

/**
 * The key in a client certificate, by which a person is known: a certificate renewed for the same
 * key is the same credential, and two certificates for one key are one.
 *
 * @param digest SHA-256 of the public key (SubjectPublicKeyInfo), 64 lower-case hexadecimal digits
 */
public record ClientKey(String digest) {

  private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

  /** Throws {@link IllegalArgumentException} if it has another form. */
  public ClientKey {
    if (!FORM.matcher(digest).matches()) {
      throw new IllegalArgumentException(
          "the digest of a key has 64 lower-case hexadecimal digits");
    }
  }

  /** The key of a certificate. */
  public static ClientKey of(X509Certificate certificate) {
    byte[] key = certificate.getPublicKey().getEncoded();
    return new ClientKey(HexFormat.of().formatHex(DigestAlgorithm.SHA256.create().digest(key)));
  }

  /** The key of the certificate a TLS client has shown; empty if it has shown none. */
  public static Optional<ClientKey> of(Optional<X509Certificate> certificate) {
    return certificate.map(ClientKey::of);
  }

  byte[] bytes() {
    return HexFormat.of().parseHex(digest);
  }

  String credential() {
    return "key:" + digest;
  }
}
