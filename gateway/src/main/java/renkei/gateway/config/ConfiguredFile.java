package renkei.gateway.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

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
    return find(file).orElseThrow(() -> new BadConfigurationException(List.of(unread(key, file))));
  }

  /** The whole file; empty if it cannot be read. */
  static Optional<String> find(Path file) {
    try {
      return Optional.of(Files.readString(file));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  static String unread(String key, Path file) {
    return key + ": cannot read " + file;
  }
}
