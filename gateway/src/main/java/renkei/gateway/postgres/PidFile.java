package renkei.gateway.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import renkei.gateway.files.DurableFiles;

/** What {@code postmaster.pid} says: first line the process id, eighth line the state. */
record PidFile(long pid, boolean ready) {

  private static final int STATE = 7;

  /** Only for a file that no postmaster has written since the last crash. */
  static void remove(Path data) {
    DurableFiles.remove(file(data));
  }

  private static Path file(Path data) {
    return data.resolve("postmaster.pid");
  }

  /** Empty if there is no such file, or it is being written just now. */
  static Optional<PidFile> read(Path data) {
    try {
      List<String> lines = Files.readAllLines(file(data));
      boolean ready = lines.size() > STATE && lines.get(STATE).strip().equals("ready");
      return Optional.of(new PidFile(Math.abs(Long.parseLong(lines.getFirst().strip())), ready));
    } catch (IOException | RuntimeException _) {
      return Optional.empty();
    }
  }
}
