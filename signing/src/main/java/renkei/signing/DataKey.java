package renkei.signing;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Encrypts what is stored: AES-256-GCM (NIST SP 800-38D) with a random 96-bit nonce in front. One
 * key must encrypt fewer than 2<sup>32</sup> boxes (SP 800-38D, 8.3). Thread-safe; hides the key.
 */
public final class DataKey {

  private static final int NONCE = 12;
  private static final int TAG = 16;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final SecretKey key;

  private DataKey(SecretKey key) {
    this.key = key;
  }

  /**
   * A data key.
   *
   * @throws IllegalArgumentException unless it is an AES key of 256 bits
   */
  public static DataKey of(SecretKey key) {
    byte[] encoded = key.getEncoded();
    if (!key.getAlgorithm().equals("AES") || (encoded != null && encoded.length != 32)) {
      throw new IllegalArgumentException("a data key must be an AES key of 256 bits");
    }
    return new DataKey(key);
  }

  /**
   * Encrypts.
   *
   * @param context authenticated beside the content, and needed again to decrypt: which row and
   *     column it belongs to, so that boxes cannot change places
   * @return nonce, ciphertext and tag
   */
  public byte[] encrypt(byte[] plain, byte[] context) {
    byte[] nonce = new byte[NONCE];
    RANDOM.nextBytes(nonce);
    byte[] box = Arrays.copyOf(nonce, NONCE + plain.length + TAG);
    return ProviderCall.orThrow(
        () -> {
          Cipher cipher = cipher(Cipher.ENCRYPT_MODE, nonce);
          cipher.updateAAD(context);
          cipher.doFinal(plain, 0, plain.length, box, NONCE);
          return box;
        },
        DataKey::unavailable);
  }

  /**
   * Decrypts.
   *
   * @return empty if the box was made with another key or context, or was changed
   */
  public Optional<byte[]> decrypt(byte[] box, byte[] context) {
    if (box.length < NONCE + TAG) {
      return Optional.empty();
    }
    return ProviderCall.orThrow(() -> authentic(box, context), DataKey::unavailable);
  }

  private Optional<byte[]> authentic(byte[] box, byte[] context) throws GeneralSecurityException {
    Cipher cipher = cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(box, NONCE));
    cipher.updateAAD(context);
    try {
      return Optional.of(cipher.doFinal(box, NONCE, box.length - NONCE));
    } catch (AEADBadTagException _) {
      return Optional.empty();
    }
  }

  private static SigningUnavailableException unavailable(GeneralSecurityException cause) {
    return new SigningUnavailableException("AES-256-GCM does not work", cause);
  }

  private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding", "SunJCE");
    cipher.init(mode, key, new GCMParameterSpec(TAG * 8, nonce));
    return cipher;
  }

  /** Hides the key. */
  @Override
  public String toString() {
    return "DataKey[****]";
  }
}
