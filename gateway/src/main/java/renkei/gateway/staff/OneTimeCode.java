package renkei.gateway.staff;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import javax.crypto.spec.SecretKeySpec;

/**
 * One-time codes by time (TOTP, RFC 6238): six digits, steps of 30 seconds, HMAC-SHA-256. A code of
 * the step before and after counts too, for clocks that are a little off (RFC 6238, 5.2).
 */
final class OneTimeCode {

  /** Bytes of a secret (RFC 4226, section 4, R6 recommends at least 20). */
  static final int SECRET_BYTES = 20;

  private static final Duration STEP = Duration.ofSeconds(30);
  private static final String MAC = TimeBasedOneTimePasswordGenerator.TOTP_ALGORITHM_HMAC_SHA256;
  private static final char[] BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".toCharArray();
  private static final TimeBasedOneTimePasswordGenerator CODES =
      new TimeBasedOneTimePasswordGenerator(STEP, 6, MAC);

  private OneTimeCode() {}

  /**
   * The step for which a code is the right one.
   *
   * @param after steps up to this one have been used
   * @return empty if it is wrong, or was used before
   */
  static OptionalLong step(byte[] secret, String code, Instant now, long after) {
    long current = now.getEpochSecond() / STEP.toSeconds();
    byte[] shown = code.getBytes(StandardCharsets.US_ASCII);
    OptionalLong found = OptionalLong.empty();
    for (long step = current - 1; step <= current + 1; step++) {
      byte[] right = at(secret, step).getBytes(StandardCharsets.US_ASCII);
      if (MessageDigest.isEqual(right, shown) && step > after) {
        found = OptionalLong.of(step);
      }
    }
    return found;
  }

  /** The code of a step. */
  static String at(byte[] secret, long step) {
    try {
      return CODES.generateOneTimePasswordString(
          new SecretKeySpec(secret, MAC), Instant.ofEpochSecond(step * STEP.toSeconds()));
    } catch (InvalidKeyException e) {
      throw new IllegalStateException("any bytes are a key of HMAC", e);
    }
  }

  /** The secret as people type it (RFC 4648, 6), without padding. */
  static String base32(byte[] secret) {
    StringBuilder text = new StringBuilder();
    int bits = 0;
    int held = 0;
    for (byte each : secret) {
      held = (held << 8) | (each & 0xff);
      bits += 8;
      while (bits >= 5) {
        bits -= 5;
        text.append(BASE32[(held >> bits) & 31]);
      }
      held &= (1 << bits) - 1;
    }
    return bits == 0 ? text.toString() : text.append(BASE32[(held << (5 - bits)) & 31]).toString();
  }

  /** The address that authenticator applications read from a QR code. */
  static String uri(Place place, Login login, byte[] secret) {
    String label = URLEncoder.encode("Renkei:" + login + "@" + place, StandardCharsets.UTF_8);
    return "otpauth://totp/"
        + label
        + "?secret="
        + base32(secret)
        + "&issuer=Renkei&algorithm=SHA256&digits=6&period=30";
  }
}
