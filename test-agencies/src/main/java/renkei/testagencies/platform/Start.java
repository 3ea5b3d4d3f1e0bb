package renkei.testagencies.platform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import renkei.testagencies.progress.Progress;

/**
 * The start of a platform, awaited as long as there is progress: its log grows, or its processes
 * work. How long a start takes depends on the machine and what else it does; whether it moves does
 * not.
 *
 * @param process the platform's
 * @param ready the file that is there once it takes calls
 * @param log what it writes to its console
 * @param stall how long nothing may move
 */
record Start(Process process, Path ready, Path log, Duration stall) {

  private static final Duration STALL = Duration.ofMinutes(2);
  private static final Duration SAY_EVERY = Duration.ofSeconds(10);
  private static final int LOOK_EVERY_MS = 100;
  private static final int LAST_LINES = 30;

  /** Less than this is what a process that waits needs for its timers. */
  private static final Duration WORK = Duration.ofSeconds(2);

  Start(Process process, Path ready, Path log) {
    this(process, ready, log, STALL);
  }

  /** How far it has come by what can be seen from outside. */
  private record Sight(long logBytes, Duration worked) {

    boolean isBeyond(Sight before) {
      return logBytes != before.logBytes || worked.minus(before.worked).abs().compareTo(WORK) > 0;
    }
  }

  void await(Progress progress) throws InterruptedException {
    long begun = System.nanoTime();
    long movedAt = begun;
    long saidAt = begun;
    Sight seen = sight();
    while (!Files.exists(ready)) {
      if (process.waitFor(LOOK_EVERY_MS, TimeUnit.MILLISECONDS)) {
        throw failed("the platform ended with exit code " + process.exitValue());
      }
      Sight now = sight();
      if (now.isBeyond(seen)) {
        seen = now;
        movedAt = System.nanoTime();
      } else if (System.nanoTime() - movedAt > stall.toNanos()) {
        throw failed(
            "the platform does not get ready: for %d s its log has not grown and its processes have hardly worked; what is awaited is %s"
                .formatted(stall.toSeconds(), ready));
      }
      if (System.nanoTime() - saidAt > SAY_EVERY.toNanos()) {
        saidAt = System.nanoTime();
        progress.doing(
            "the platform is starting for %d s; the last line of its log: %s"
                .formatted((saidAt - begun) / 1_000_000_000L, lastLine()));
      }
    }
  }

  private Sight sight() {
    Duration worked =
        Stream.concat(Stream.of(process.toHandle()), process.descendants())
            .map(each -> each.info().totalCpuDuration().orElse(Duration.ZERO))
            .reduce(Duration.ZERO, Duration::plus);
    try {
      return new Sight(Files.size(log), worked);
    } catch (IOException _) {
      return new Sight(0, worked);
    }
  }

  private IllegalStateException failed(String why) {
    return new IllegalStateException(why + "\n" + String.join("\n", lastLines()));
  }

  private String lastLine() {
    List<String> lines = lastLines();
    return lines.isEmpty() ? "none yet" : lines.getLast();
  }

  private List<String> lastLines() {
    try {
      List<String> lines =
          new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
      return lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
    } catch (IOException e) {
      return List.of("its log cannot be read: " + e.getMessage());
    }
  }
}
