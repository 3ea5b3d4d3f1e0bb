package renkei.signing;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import renkei.signing.algorithm.SignatureAlgorithm;

/** Signatures over plain bytes, such as the head of a hash tree. Thread-safe. */
public final class Signatures {

  /** What came of looking at a signature. */
  public enum Finding {
    /** The signer signed, by an algorithm that the table accepts. */
    HOLDS,
    /** The signer signed, but the table no longer believes the algorithm of the signer's key. */
    ENDED,
    /** Not signed by the signer, or it names another algorithm or key than the signer's. */
    BROKEN
  }

  private Signatures() {}

  /** Signs bytes with the algorithm that fits the key, whether or not it is for new work. */
  static DetachedSignature sign(SigningIdentity identity, byte[] data) {
    SigningKey key = identity.signingKey();
    return new DetachedSignature(
        key.algorithm().uri(), KeyId.of(identity.certificate()), key.sign(data));
  }

  /**
   * Signs bytes with a key that is for new work.
   *
   * @param now when it is signed
   * @throws SigningUnavailableException if the certificate does not allow signing or is not valid
   *     now, the table has ended the key's algorithm for new work, or the key cannot sign now
   */
  public static DetachedSignature sign(
      SigningIdentity identity, byte[] data, AlgorithmTable table, Instant now) {
    identity.requireForNewWork(table, now);
    return sign(identity, data);
  }

  /**
   * Whether the holder of {@code signer} signed {@code data} by an algorithm that a dated table
   * accepts, and the signature names the signer's own algorithm and key. Says nothing about whether
   * the certificate counts: ask a {@link renkei.signing.trust.CertificateTrust CertificateTrust}.
   * Never throws on a bad signature.
   *
   * @param made when it was signed; if only the signer says so, a thief may have dated it back
   * @param now when it is looked at
   */
  public static Finding verify(
      X509Certificate signer,
      byte[] data,
      DetachedSignature signature,
      AlgorithmTable table,
      Instant made,
      Instant now) {
    return algorithm(signer, signature)
        .filter(_ -> verify(signer, data, signature))
        .map(signed -> table.accepts(signed.uri(), made, now) ? Finding.HOLDS : Finding.ENDED)
        .orElse(Finding.BROKEN);
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
  public static Optional<SignatureAlgorithm> algorithm(
      X509Certificate signer, DetachedSignature signature) {
    return SignatureAlgorithm.fitting(signer.getPublicKey())
        .filter(algorithm -> algorithm.uri().equals(signature.algorithm()))
        .filter(_ -> KeyId.of(signer).equals(signature.key()));
  }
}
