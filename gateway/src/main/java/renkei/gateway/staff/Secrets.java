package renkei.gateway.staff;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import renkei.signing.DataKey;

/**
 * How what persons log in with is kept: secrets of one-time codes under the platform's own key,
 * passwords hashed.
 *
 * @param key of the platform, which is not in the database
 * @param iterations of the hash of new passwords
 */
public record Secrets(DataKey key, int iterations) {

  private static final SecureRandom RANDOM = new SecureRandom();

  /** As production keeps them. */
  public static Secrets under(DataKey key) {
    return new Secrets(key, PasswordHash.ITERATIONS);
  }

  byte[] newSecret() {
    byte[] secret = new byte[OneTimeCode.SECRET_BYTES];
    RANDOM.nextBytes(secret);
    return secret;
  }

  byte[] seal(Place place, Login login, byte[] secret) {
    return key.encrypt(secret, context(place, login));
  }

  /** Throws {@link IllegalStateException} if it is another person's, or under another key. */
  byte[] open(Place place, Login login, byte[] box) {
    return key.decrypt(box, context(place, login))
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "the secret of " + login + " at " + place + " does not open"));
  }

  private static byte[] context(Place place, Login login) {
    return ("one-time code|" + place + "|" + login).getBytes(StandardCharsets.UTF_8);
  }

  /** Hides the key. */
  @Override
  public String toString() {
    return "Secrets[****]";
  }
}
