package renkei.signing;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Optional;
import renkei.signing.algorithm.SignatureAlgorithm;

/** A public key made ready for its provider once, with the only algorithm it is used under. */
public final class VerificationKey {

  private final SignatureAlgorithm algorithm;
  private final PublicKey key;
  private final Provider provider;

  private VerificationKey(SignatureAlgorithm algorithm, PublicKey key, Provider provider) {
    this.algorithm = algorithm;
    this.key = key;
    this.provider = provider;
  }

  /** Prepares a key; empty if no accepted algorithm fits it, or it is malformed. */
  public static Optional<VerificationKey> of(PublicKey key) {
    return SignatureAlgorithm.fitting(key).flatMap(algorithm -> prepare(algorithm, key));
  }

  private static Optional<VerificationKey> prepare(SignatureAlgorithm algorithm, PublicKey key) {
    return ProviderCall.onStrangersInput(
        () ->
            new VerificationKey(
                algorithm,
                algorithm.keyFactory().generatePublic(new X509EncodedKeySpec(key.getEncoded())),
                algorithm.provider()));
  }

  /** The one algorithm the key verifies by. */
  public SignatureAlgorithm algorithm() {
    return algorithm;
  }

  /** Never throws on a bad value, whatever the provider does with it. */
  public boolean verifies(byte[] data, byte[] value) {
    return algorithm.isPlausible(value)
        && ProviderCall.onStrangersInput(() -> verify(data, value)).orElse(false);
  }

  private boolean verify(byte[] data, byte[] value) throws GeneralSecurityException {
    Signature signature = algorithm.signature(provider);
    signature.initVerify(key);
    signature.update(data);
    return signature.verify(value);
  }
}
