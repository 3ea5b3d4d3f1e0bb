package renkei.signing;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Optional;

/** A public key made ready for its provider once, with the only algorithm it is used under. */
final class VerificationKey {

  private final SignatureAlgorithm algorithm;
  private final PublicKey key;
  private final Provider provider;

  private VerificationKey(SignatureAlgorithm algorithm, PublicKey key, Provider provider) {
    this.algorithm = algorithm;
    this.key = key;
    this.provider = provider;
  }

  /** Prepares a key; empty if no accepted algorithm fits it, or it is malformed. */
  static Optional<VerificationKey> of(PublicKey key) {
    return SignatureAlgorithm.fitting(key).flatMap(algorithm -> prepare(algorithm, key));
  }

  private static Optional<VerificationKey> prepare(SignatureAlgorithm algorithm, PublicKey key) {
    try {
      Provider provider = Keys.provider(algorithm);
      return Optional.of(
          new VerificationKey(
              algorithm,
              KeyFactory.getInstance(Keys.family(algorithm), provider)
                  .generatePublic(new X509EncodedKeySpec(key.getEncoded())),
              provider));
    } catch (GeneralSecurityException | RuntimeException _) {
      return Optional.empty();
    }
  }

  SignatureAlgorithm algorithm() {
    return algorithm;
  }

  /** Never throws on a bad value, whatever the provider does with it. */
  boolean verifies(byte[] data, byte[] value) {
    if (!algorithm.isPlausible(value)) {
      return false;
    }
    try {
      Signature signature = Signature.getInstance(algorithm.standardName(), provider);
      algorithm.configure(signature);
      signature.initVerify(key);
      signature.update(data);
      return signature.verify(value);
    } catch (GeneralSecurityException | RuntimeException _) {
      return false;
    }
  }
}
