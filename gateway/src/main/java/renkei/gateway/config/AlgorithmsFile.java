package renkei.gateway.config;

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
    String text = ConfiguredFile.required("algorithms.file", file.get());
    try {
      return AlgorithmTable.parse(text);
    } catch (IllegalArgumentException e) {
      throw new BadConfigurationException(List.of("algorithms.file: " + e.getMessage()));
    }
  }
}
