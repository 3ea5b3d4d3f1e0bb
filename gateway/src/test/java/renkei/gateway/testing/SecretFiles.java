package renkei.gateway.testing;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import renkei.gateway.files.DurableFiles;

/** Files that the platform takes secrets from. */
public final class SecretFiles {

  private SecretFiles() {}

  /** Writes a file that only its owner may read; returns it. */
  public static Path write(Path file, String text) {
    DurableFiles.write(file, text.getBytes(StandardCharsets.UTF_8));
    return file;
  }
}
