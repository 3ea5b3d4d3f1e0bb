package renkei.signing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A private key made ready for its provider once. A key that cannot be encoded lives in a hardware
 * module, and the provider that knows it does the work.
 */
final class SigningKey {

  private static final byte[] PROBE = "probe".getBytes(StandardCharsets.US_ASCII);

  private final SignatureAlgorithm algorithm;
  private final PrivateKey key;
  private final @Nullable Provider provider;

  private SigningKey(SignatureAlgorithm algorithm, PrivateKey key, @Nullable Provider provider) {
    this.algorithm = algorithm;
    this.key = key;
    this.provider = provider;
  }

  /**
   * Prepares a private key.
   *
   * @throws IllegalArgumentException if no accepted algorithm fits, or the two keys are no pair
   */
  static SigningKey of(PrivateKey key, PublicKey publicKey) {
    VerificationKey counterpart =
        VerificationKey.of(publicKey)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "no accepted algorithm fits this " + publicKey.getAlgorithm() + " key"));
    SignatureAlgorithm algorithm = counterpart.algorithm();
    byte[] encoded = key.getEncoded();
    if (encoded == null) {
      return new SigningKey(algorithm, key, null);
    }
    SigningKey prepared =
        new SigningKey(algorithm, inProvider(algorithm, encoded), Keys.provider(algorithm));
    if (!counterpart.verifies(PROBE, prepared.sign(PROBE))) {
      throw new IllegalArgumentException("private key and certificate do not belong together");
    }
    return prepared;
  }

  private static PrivateKey inProvider(SignatureAlgorithm algorithm, byte[] encoded) {
    try {
      return KeyFactory.getInstance(Keys.family(algorithm), Keys.provider(algorithm))
          .generatePrivate(new PKCS8EncodedKeySpec(encoded));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("private key and certificate do not belong together", e);
    }
  }

  SignatureAlgorithm algorithm() {
    return algorithm;
  }

  byte[] sign(byte[] data) {
    try {
      Signature signature =
          provider == null
              ? Signature.getInstance(algorithm.standardName())
              : Signature.getInstance(algorithm.standardName(), provider);
      algorithm.configure(signature);
      signature.initSign(key);
      signature.update(data);
      return signature.sign();
    } catch (GeneralSecurityException | RuntimeException e) {
      throw new SigningUnavailableException("the key cannot sign now", e);
    }
  }

  /** ECDH with this key as the static one. */
  byte[] agree(PublicKey other) throws GeneralSecurityException {
    return Agreement.secret(key, other, provider);
  }
}
