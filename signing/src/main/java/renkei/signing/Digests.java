package renkei.signing;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;

/** Hash functions by the JDK's own provider, whatever else is registered. */
final class Digests {

  static final int SHA256_LENGTH = 32;

  private static final Provider SUN = Security.getProvider("SUN");

  private Digests() {}

  static MessageDigest sha256() {
    return of("SHA-256");
  }

  static MessageDigest of(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm, SUN);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("the JDK lacks " + algorithm, e);
    }
  }
}
