package renkei.gateway.console;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The secret that makes its holder an operator. Compared in constant time; never shown. */
final class OperatorToken {

  private static final int SHORTEST = 16;

  private final byte[] digest;

  OperatorToken(String token) {
    if (token.length() < SHORTEST) {
      throw new IllegalArgumentException(
          "the operator token needs at least " + SHORTEST + " characters");
    }
    this.digest = digest(token);
  }

  boolean matches(String candidate) {
    return MessageDigest.isEqual(digest, digest(candidate));
  }

  private static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
