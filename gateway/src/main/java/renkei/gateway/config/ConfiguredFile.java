package renkei.gateway.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import renkei.gateway.files.HandedInText;
import renkei.signing.SecretFile;

/** Small text files that the configuration names, in UTF-8. */
public final class ConfiguredFile {

  private ConfiguredFile() {}

  /**
   * The whole file.
   *
   * @param key that names it
   * @throws BadConfigurationException if it cannot be read
   */
  public static String required(String key, Path file) {
    try {
      return HandedInText.read(file);
    } catch (IOException e) {
      throw new BadConfigurationException(List.of(key + ": " + HandedInText.problem(file, e)));
    }
  }

  /**
   * A password or token, without the white space around it.
   *
   * @param key that names its file
   * @throws BadConfigurationException if it cannot be read, or others than its owner may read it
   */
  public static String secret(String key, Path file) {
    String text = required(key, file).strip();
    Optional<String> shared = SecretFile.sharing(file);
    if (shared.isPresent()) {
      throw new BadConfigurationException(List.of(key + ": " + shared.get()));
    }
    return text;
  }

  /** The whole file; empty if it cannot be read, or is not UTF-8. */
  static Optional<String> find(Path file) {
    try {
      return Optional.of(HandedInText.read(file));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  static String unread(String key, Path file) {
    return key + ": cannot read " + file;
  }
}
