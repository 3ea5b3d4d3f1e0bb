package renkei.testagencies.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Processor time as the operating system accounts for it ({@code /proc/<pid>/stat}, proc(5)); user
 * and system together.
 *
 * @param platform of the gateway's process
 * @param database of all PostgreSQL processes, ended ones included
 * @param caller of this process: world and load
 */
public record Cpu(Duration platform, Duration database, Duration caller) {

  /** Linux counts in hundredths of a second on every platform Renkei runs on (USER_HZ). */
  private static final long TICK_MS = 10;

  /** What has been used until now. */
  public static Cpu of(long gateway, Path data) {
    Duration database = Duration.ZERO;
    for (long postmaster : postmasters(data)) {
      // The postmaster has waited for its ended children: their time is in its own.
      database = database.plus(stat(postmaster).map(Stat::withChildren).orElse(Duration.ZERO));
      for (long child : children(postmaster)) {
        database = database.plus(own(child));
      }
    }
    return new Cpu(own(gateway), database, own(ProcessHandle.current().pid()));
  }

  /** What was used between {@code earlier} and this. */
  public Cpu since(Cpu earlier) {
    return new Cpu(
        platform.minus(earlier.platform),
        database.minus(earlier.database),
        caller.minus(earlier.caller));
  }

  private static Duration own(long pid) {
    return stat(pid).map(Stat::own).orElse(Duration.ZERO);
  }

  private record Stat(long parent, String name, Duration own, Duration withChildren) {}

  /** Fields 2, 4, 14 to 17: name, parent, utime, stime, cutime, cstime. */
  private static Optional<Stat> stat(long pid) {
    try {
      String line = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"));
      int open = line.indexOf('(');
      int close = line.lastIndexOf(')');
      String[] rest = line.substring(close + 2).split(" ", -1);
      Duration own = ticks(rest[11], rest[12]);
      return Optional.of(
          new Stat(
              Long.parseLong(rest[1]),
              line.substring(open + 1, close),
              own,
              own.plus(ticks(rest[13], rest[14]))));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private static Duration ticks(String user, String system) {
    return Duration.ofMillis((Long.parseLong(user) + Long.parseLong(system)) * TICK_MS);
  }

  private static List<Long> postmasters(Path data) {
    return processes().stream()
        .filter(pid -> stat(pid).filter(stat -> stat.name().startsWith("postgres")).isPresent())
        .filter(
            pid ->
                ProcessHandle.of(pid)
                    .flatMap(handle -> handle.info().commandLine())
                    .filter(line -> line.contains(data.toString()))
                    .isPresent())
        .toList();
  }

  private static List<Long> children(long parent) {
    return processes().stream()
        .filter(pid -> stat(pid).filter(stat -> stat.parent() == parent).isPresent())
        .toList();
  }

  private static List<Long> processes() {
    List<Long> pids = new ArrayList<>();
    try (var entries = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      entries.forEach(entry -> pids.add(Long.valueOf(entry.getFileName().toString())));
    } catch (IOException _) {
      return List.of();
    }
    return pids;
  }
}
