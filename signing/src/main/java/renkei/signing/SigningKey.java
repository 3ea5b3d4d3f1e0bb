package renkei.signing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import renkei.signing.algorithm.Ecdh;
import renkei.signing.algorithm.SignatureAlgorithm;

/**
 * A private key made ready for its provider once. A key in a device stays with the device's own
 * provider, and every use of it is a bounded call.
 */
public final class SigningKey {

  private static final byte[] PROBE = "probe".getBytes(StandardCharsets.US_ASCII);

  private final SignatureAlgorithm algorithm;
  private final PrivateKey key;
  private final Provider provider;
  private final @Nullable KeyCalls calls;

  private SigningKey(
      SignatureAlgorithm algorithm, PrivateKey key, Provider provider, @Nullable KeyCalls calls) {
    this.algorithm = algorithm;
    this.key = key;
    this.provider = provider;
    this.calls = calls;
  }

  /**
   * Prepares a private key.
   *
   * @throws IllegalArgumentException if no accepted algorithm fits, or the two keys are no pair
   */
  static SigningKey of(PrivateKey key, PublicKey publicKey) {
    VerificationKey counterpart = counterpart(publicKey);
    SignatureAlgorithm algorithm = counterpart.algorithm();
    byte[] encoded = key.getEncoded();
    if (encoded == null) {
      throw new IllegalArgumentException("a key that cannot be encoded needs its HardwareToken");
    }
    return new SigningKey(algorithm, inProvider(algorithm, encoded), algorithm.provider(), null)
        .pairedWith(counterpart);
  }

  /** Takes a key as it is, with the provider of the device it lives in. */
  static SigningKey in(Provider device, KeyCalls calls, PrivateKey key, PublicKey publicKey) {
    VerificationKey counterpart = counterpart(publicKey);
    return new SigningKey(counterpart.algorithm(), key, device, calls).pairedWith(counterpart);
  }

  private static VerificationKey counterpart(PublicKey publicKey) {
    return VerificationKey.of(publicKey)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no accepted algorithm fits this " + publicKey.getAlgorithm() + " key"));
  }

  private SigningKey pairedWith(VerificationKey counterpart) {
    if (!counterpart.verifies(PROBE, sign(PROBE))) {
      throw new IllegalArgumentException("private key and certificate do not belong together");
    }
    return this;
  }

  private static PrivateKey inProvider(SignatureAlgorithm algorithm, byte[] encoded) {
    return ProviderCall.orThrow(
        () -> algorithm.keyFactory().generatePrivate(new PKCS8EncodedKeySpec(encoded)),
        e -> new IllegalArgumentException("private key and certificate do not belong together", e));
  }

  /** The one algorithm the key signs by. */
  public SignatureAlgorithm algorithm() {
    return algorithm;
  }

  /**
   * Signs; the table of algorithms and the certificate's usage are for the caller to ask.
   *
   * @throws SigningUnavailableException if the key cannot sign now; trying again may succeed
   */
  public byte[] sign(byte[] data) {
    if (calls != null) {
      return calls.call(() -> signNow(data));
    }
    try {
      return signNow(data);
    } catch (GeneralSecurityException | RuntimeException e) {
      throw new SigningUnavailableException("the key cannot sign now", e);
    }
  }

  /** Whether the key lives in a device. */
  boolean isInDevice() {
    return calls != null;
  }

  /** Signs something the way work does, even if key or device is ejected. */
  public boolean probe() {
    return calls == null || calls.probe(() -> signNow(PROBE));
  }

  /** Why the key is ejected; empty if it is not. */
  public String ejection() {
    return calls == null ? "" : calls.ejection();
  }

  private byte[] signNow(byte[] data) throws GeneralSecurityException {
    Signature signature = algorithm.signature(provider);
    signature.initSign(key);
    signature.update(data);
    return signature.sign();
  }

  /**
   * ECDH with this key as the static one. Failures do not eject the key for signing: who writes a
   * seal chooses the key that is to open it, and that may be one that its device lets only sign.
   */
  public byte[] agree(PublicKey other) throws GeneralSecurityException {
    Callable<byte[]> agreement = () -> Ecdh.secret(key, other, provider);
    return calls == null ? Ecdh.secret(key, other, provider) : calls.callUncounted(agreement);
  }
}
