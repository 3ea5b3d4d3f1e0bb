package renkei.gateway.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import renkei.signing.AlgorithmTable;

/** Reads the dated table of algorithms. */
public final class AlgorithmsFile {

  private AlgorithmsFile() {}

  /**
   * Reads the table.
   *
   * @param file UTF-8, as {@link AlgorithmTable#parse} wants it; empty for the standard table
   * @throws BadConfigurationException if the file cannot be read or says something impossible
   */
  public static AlgorithmTable read(Optional<Path> file) {
    if (file.isEmpty()) {
      return AlgorithmTable.standard();
    }
    try {
      return AlgorithmTable.parse(Files.readString(file.get()));
    } catch (IOException _) {
      throw new BadConfigurationException(List.of("algorithms.file: cannot read " + file.get()));
    } catch (IllegalArgumentException e) {
      throw new BadConfigurationException(List.of("algorithms.file: " + e.getMessage()));
    }
  }
}
