package renkei.gateway.staff;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.HexFormat;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * How a password is kept: PBKDF2 with HMAC-SHA-256 (RFC 8018, NIST SP 800-132), a salt of 16 bytes,
 * and a count of iterations that is stored beside the hash, so that it can grow. Why PBKDF2:
 * docs/decisions/0424.
 *
 * @param text form, iterations, salt and hash, joined by {@code $}
 */
record PasswordHash(String text) {

  /** As OWASP's cheat sheet on password storage has it for HMAC-SHA-256 (2023). */
  static final int ITERATIONS = 600_000;

  private static final String FORM = "pbkdf2-hmac-sha256";
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BYTES = 32;
  private static final int SALT_BYTES = 16;

  /** Hashes a password under a salt of its own. */
  static PasswordHash of(String password, int iterations) {
    byte[] salt = random(SALT_BYTES);
    return written(iterations, salt, derive(password, salt, iterations));
  }

  /**
   * Of no password, made without hashing one: to compare with takes as long as any other, and
   * whatever is typed fits with a chance of 1 in 2²⁵⁶.
   */
  static PasswordHash ofNobody(int iterations) {
    return written(iterations, random(SALT_BYTES), random(BYTES));
  }

  private static PasswordHash written(int iterations, byte[] salt, byte[] hash) {
    HexFormat hex = HexFormat.of();
    return new PasswordHash(
        String.join(
            "$", FORM, Integer.toString(iterations), hex.formatHex(salt), hex.formatHex(hash)));
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  /** Compares in constant time. */
  boolean fits(String password) {
    String[] parts = text.split("\\$", -1);
    if (parts.length != 4 || !parts[0].equals(FORM)) {
      throw new IllegalStateException("a password is kept in a form that nobody knows");
    }
    byte[] salt = HexFormat.of().parseHex(parts[2]);
    byte[] hash = HexFormat.of().parseHex(parts[3]);
    return MessageDigest.isEqual(hash, derive(password, salt, Integer.parseInt(parts[1])));
  }

  /** Tells this hash from others of the same person; says nothing of the password. */
  String id() {
    return text.split("\\$", -1)[2].substring(0, 8);
  }

  /** One password typed on two keyboards is one password (NIST SP 800-63B, 3.1.1.2: NFKC). */
  private static byte[] derive(String password, byte[] salt, int iterations) {
    char[] normal = Normalizer.normalize(password, Normalizer.Form.NFKC).toCharArray();
    PBEKeySpec spec = new PBEKeySpec(normal, salt, iterations, 8 * BYTES);
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has PBKDF2 with HMAC-SHA-256", e);
    } finally {
      spec.clearPassword();
    }
  }

  /** Hides the hash. */
  @Override
  public String toString() {
    return "PasswordHash[****]";
  }
}
