package renkei.signing;

import java.security.cert.X509Certificate;

/** Signatures over plain bytes, such as the head of a hash tree. Thread-safe. */
public final class Signatures {

  private Signatures() {}

  /**
   * Signs bytes with the algorithm that fits the key.
   *
   * @throws IllegalArgumentException if no accepted algorithm fits the key
   * @throws SigningUnavailableException if the key cannot sign now; trying again may succeed
   */
  public static DetachedSignature sign(SigningIdentity identity, byte[] data) {
    SigningKey key = identity.signingKey();
    return new DetachedSignature(key.algorithm().uri(), key.sign(data));
  }

  /**
   * Whether the holder of {@code signer} signed {@code data}. Says nothing about whether the
   * certificate counts: ask a {@link CertificateTrust}. Never throws on a bad signature.
   */
  public static boolean verify(X509Certificate signer, byte[] data, DetachedSignature signature) {
    return VerificationKey.of(signer.getPublicKey())
        .filter(key -> key.algorithm().uri().equals(signature.algorithm()))
        .map(key -> key.verifies(data, signature.value()))
        .orElse(false);
  }
}
