package renkei.gateway.config;

import java.io.UncheckedIOException;
import java.util.List;
import renkei.signing.DataKey;
import renkei.signing.KeyStoreFile;
import renkei.signing.SigningIdentity;

/**
 * The platform's own key for what it keeps of persons: secrets of one-time codes, and the texts of
 * operators' acts. It lies in a file of its own, so that renewing the platform's certificate does
 * not touch it.
 */
public final class PersonsKey {

  /** Its file in the folder of keys. */
  public static final String FILE = "persons.p12";

  private PersonsKey() {}

  /**
   * The identity that signs operators' acts, from its file as it is now.
   *
   * @throws BadConfigurationException if the file is not what it was at the start
   */
  public static SigningIdentity platform(Configuration.KeyFolder keys) {
    try {
      return open(keys, "platform.p12").identity("identity");
    } catch (IllegalArgumentException | UncheckedIOException e) {
      throw new BadConfigurationException(List.of("keys.directory: " + e.getMessage()));
    }
  }

  private static KeyStoreFile open(Configuration.KeyFolder keys, String file) {
    String password = ConfiguredFile.secret("keys.password-file", keys.passwordFile());
    return KeyStoreFile.open(keys.folder().resolve(file), password.toCharArray());
  }

  /**
   * Reads it.
   *
   * @throws BadConfigurationException naming the file, and what makes it, if it is missing or not
   *     what it should be
   */
  public static DataKey read(Configuration.KeyFolder keys) {
    try {
      return DataKey.of(open(keys, FILE).secretKey("data"));
    } catch (IllegalArgumentException | UncheckedIOException e) {
      throw new BadConfigurationException(
          List.of(
              "keys.directory: "
                  + e.getMessage()
                  + "; `keytool -genseckey -alias data -keyalg AES -keysize 256 -storetype PKCS12"
                  + " -keystore "
                  + FILE
                  + "` makes it"));
    }
  }
}
