package renkei.testagencies.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Processor time as the operating system accounts for it ({@code /proc/<pid>/stat}, proc(5)); user
 * and system together.
 *
 * @param platform of the gateway's process
 * @param compilers of its threads that compile what runs often; part of {@code platform}
 * @param database of all PostgreSQL processes, ended ones included
 * @param caller of this process: world and load
 */
public record Cpu(Duration platform, Duration compilers, Duration database, Duration caller) {

  /** Linux counts in hundredths of a second on every platform Renkei runs on (USER_HZ). */
  private static final long TICK_MS = 10;

  private static final Path PROCESSES = Path.of("/proc");

  /**
   * What has been used until now.
   *
   * @param gateway its process
   * @param data the folder its PostgreSQL runs in
   */
  public static Cpu of(long gateway, Path data) {
    return of(PROCESSES, gateway, data);
  }

  /**
   * As {@link #of(long, Path)}.
   *
   * @param processes a folder that looks like {@code /proc}
   */
  static Cpu of(Path processes, long gateway, Path data) {
    Path platform = processes.resolve(String.valueOf(gateway));
    Path caller = processes.resolve(String.valueOf(ProcessHandle.current().pid()));
    return new Cpu(own(platform), compilers(platform), database(processes, data), own(caller));
  }

  /** What was used between {@code earlier} and this. */
  public Cpu since(Cpu earlier) {
    return new Cpu(
        platform.minus(earlier.platform),
        compilers.minus(earlier.compilers),
        database.minus(earlier.database),
        caller.minus(earlier.caller));
  }

  /** The JVM names them "C2 CompilerThread0" and so on; the system keeps 15 characters. */
  private static Duration compilers(Path platform) {
    return numbered(platform.resolve("task")).stream()
        .flatMap(thread -> stat(thread).stream())
        .filter(stat -> stat.name().contains(" CompilerThre"))
        .map(Stat::own)
        .reduce(Duration.ZERO, Duration::plus);
  }

  /**
   * Of all processes of that PostgreSQL; the first of them, which has waited for its ended
   * children, has their time in its own.
   */
  private static Duration database(Path processes, Path data) {
    Map<String, Stat> all = new TreeMap<>();
    for (Path folder : numbered(processes)) {
      stat(folder)
          .filter(stat -> stat.name().startsWith("postgres"))
          .filter(_ -> runsFrom(folder, data))
          .ifPresent(stat -> all.put(folder.getFileName().toString(), stat));
    }
    return all.values().stream()
        .map(stat -> all.containsKey(stat.parent()) ? stat.own() : stat.withChildren())
        .reduce(Duration.ZERO, Duration::plus);
  }

  private static boolean runsFrom(Path folder, Path data) {
    try {
      return folder.resolve("exe").toRealPath().startsWith(data.toRealPath());
    } catch (IOException _) {
      return false;
    }
  }

  private static Duration own(Path folder) {
    return stat(folder).map(Stat::own).orElse(Duration.ZERO);
  }

  private record Stat(String parent, String name, Duration own, Duration withChildren) {}

  /** Fields 2, 4, 14 to 17 of a process or thread: name, parent, utime, stime, cutime, cstime. */
  private static Optional<Stat> stat(Path folder) {
    try {
      String line = Files.readString(folder.resolve("stat"));
      int open = line.indexOf('(');
      int close = line.lastIndexOf(')');
      String[] rest = line.substring(close + 2).split(" ", -1);
      Duration own = ticks(rest[11], rest[12]);
      return Optional.of(
          new Stat(
              rest[1], line.substring(open + 1, close), own, own.plus(ticks(rest[13], rest[14]))));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private static Duration ticks(String user, String system) {
    return Duration.ofMillis((Long.parseLong(user) + Long.parseLong(system)) * TICK_MS);
  }

  /** The folders of processes or threads; they may be gone by the time one looks. */
  private static List<Path> numbered(Path folder) {
    List<Path> found = new ArrayList<>();
    try (var entries = Files.newDirectoryStream(folder, "[0-9]*")) {
      entries.forEach(found::add);
    } catch (IOException _) {
      return List.of();
    }
    return found;
  }
}
