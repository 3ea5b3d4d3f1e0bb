package renkei.gateway.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import renkei.gateway.files.HandedInText;

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
