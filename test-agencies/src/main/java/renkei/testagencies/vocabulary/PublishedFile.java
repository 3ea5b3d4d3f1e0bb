package renkei.testagencies.vocabulary;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.function.Function;

/** The files that the platform publishes beside its contract, on the class path. */
public final class PublishedFile {

  private PublishedFile() {}

  /**
   * Reads one.
   *
   * @param path from the root of the class path, with a leading slash
   * @throws IllegalStateException naming it, if it is not published
   * @throws UncheckedIOException if it cannot be read
   */
  public static <T> T read(String path, Function<InputStream, T> reading) {
    try (InputStream in = PublishedFile.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("missing from the class path: " + path);
      }
      return reading.apply(in);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
  }
}
