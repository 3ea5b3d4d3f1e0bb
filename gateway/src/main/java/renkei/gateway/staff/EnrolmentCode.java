package renkei.gateway.staff;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.random.RandomGenerator;
import renkei.signing.algorithm.DigestAlgorithm;

/**
 * A code by which a person sets a credential, once: 120 random bits, written in groups.
 *
 * @param value four letters or digits of base32, six times, joined by hyphens
 */
record EnrolmentCode(String value) {

  static EnrolmentCode random(RandomGenerator random) {
    byte[] bytes = new byte[15];
    random.nextBytes(bytes);
    return new EnrolmentCode(String.join("-", OneTimeCode.base32(bytes).split("(?<=\\G.{4})")));
  }

  /** As it may be typed: in small letters, with other or no hyphens. */
  static byte[] digest(String typed) {
    String bare = typed.toUpperCase(Locale.ROOT).replaceAll("[^A-Z2-7]", "");
    return DigestAlgorithm.SHA256.create().digest(bare.getBytes(StandardCharsets.US_ASCII));
  }

  byte[] digest() {
    return digest(value);
  }

  /** Hides the code. */
  @Override
  public String toString() {
    return "EnrolmentCode[****]";
  }
}
