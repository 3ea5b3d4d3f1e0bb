package renkei.gateway.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What {@code postmaster.pid} says: first line the process id, eighth line the state. */
record PidFile(long pid, boolean ready) {

  private static final int STATE = 7;

  /** Empty if there is no such file, or it is being written just now. */
  static Optional<PidFile> read(Path data) {
    try {
      List<String> lines = Files.readAllLines(data.resolve("postmaster.pid"));
      boolean ready = lines.size() > STATE && lines.get(STATE).strip().equals("ready");
      return Optional.of(new PidFile(Math.abs(Long.parseLong(lines.getFirst().strip())), ready));
    } catch (IOException | RuntimeException _) {
      return Optional.empty();
    }
  }
}
