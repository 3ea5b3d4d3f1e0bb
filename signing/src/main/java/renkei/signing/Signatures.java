package renkei.signing;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;

/** Signatures over plain bytes, such as the head of a hash tree. Thread-safe. */
public final class Signatures {

  private Signatures() {}

  /** Signs bytes with the algorithm that fits the key, whatever a table may say of that. */
  static DetachedSignature sign(SigningIdentity identity, byte[] data) {
    SigningKey key = identity.signingKey();
    return new DetachedSignature(
        key.algorithm().uri(), KeyId.of(identity.certificate()), key.sign(data));
  }

  /**
   * Signs bytes unless a dated table has ended the key's algorithm for new work.
   *
   * @param now when it is signed
   * @throws SigningUnavailableException if it has, or the key cannot sign now
   */
  public static DetachedSignature sign(
      SigningIdentity identity, byte[] data, AlgorithmTable table, Instant now) {
    table.requireForNewWork(identity.signingKey().algorithm().uri(), now);
    return sign(identity, data);
  }

  /**
   * Whether the holder of {@code signer} signed {@code data} by an algorithm that a dated table
   * accepts, and the signature names the signer's own algorithm and key. Says nothing about whether
   * the certificate counts: ask a {@link CertificateTrust}. Never throws on a bad signature.
   *
   * @param made when it was signed
   * @param now when it is looked at
   */
  public static boolean verify(
      X509Certificate signer,
      byte[] data,
      DetachedSignature signature,
      AlgorithmTable table,
      Instant made,
      Instant now) {
    return algorithm(signer, signature)
        .filter(algorithm -> table.accepts(algorithm.uri(), made, now))
        .filter(_ -> verify(signer, data, signature))
        .isPresent();
  }

  /** As above, whatever a table may say of the algorithm. */
  static boolean verify(X509Certificate signer, byte[] data, DetachedSignature signature) {
    return algorithm(signer, signature).isPresent()
        && VerificationKey.of(signer.getPublicKey())
            .map(key -> key.verifies(data, signature.value()))
            .orElse(false);
  }

  /**
   * The algorithm of the signer's key; empty if the signature claims another one or another key.
   */
  static Optional<SignatureAlgorithm> algorithm(
      X509Certificate signer, DetachedSignature signature) {
    return SignatureAlgorithm.fitting(signer.getPublicKey())
        .filter(algorithm -> algorithm.uri().equals(signature.algorithm()))
        .filter(_ -> KeyId.of(signer).equals(signature.key()));
  }
}
