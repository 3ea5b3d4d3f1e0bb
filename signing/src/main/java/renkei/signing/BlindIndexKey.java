package renkei.signing;

import java.nio.charset.StandardCharsets;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * Turns values into indexes that can be looked up and not be turned back without the key:
 * HMAC-SHA-256 (RFC 2104) over the UTF-8 value. Equal values give equal indexes; the key must not
 * lie in the database that holds the indexes. Thread-safe; hides the key.
 */
public final class BlindIndexKey {

  private final SecretKey key;

  private BlindIndexKey(SecretKey key) {
    this.key = key;
  }

  /**
   * An index key.
   *
   * @throws IllegalArgumentException if it has fewer than 256 bits
   */
  public static BlindIndexKey of(SecretKey key) {
    byte[] encoded = key.getEncoded();
    if (encoded != null && encoded.length < 32) {
      throw new IllegalArgumentException("a blind index key must have at least 256 bits");
    }
    return new BlindIndexKey(key);
  }

  /** The index of a value, 32 bytes. */
  public byte[] index(String value) {
    return index(value.getBytes(StandardCharsets.UTF_8));
  }

  byte[] index(byte[] value) {
    return ProviderCall.orThrow(
        () -> {
          Mac mac = Mac.getInstance("HmacSHA256", "SunJCE");
          mac.init(key);
          return mac.doFinal(value);
        },
        e -> new SigningUnavailableException("HMAC-SHA-256 does not work", e));
  }

  /** Hides the key. */
  @Override
  public String toString() {
    return "BlindIndexKey[****]";
  }
}
