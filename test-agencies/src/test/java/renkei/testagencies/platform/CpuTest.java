package renkei.testagencies.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CpuTest {

  private static final long GATEWAY = 100;
  private static final long POSTMASTER = 200;

  @TempDir Path processes;
  @TempDir Path data;
  private Path program;

  @BeforeEach
  void unpack() throws IOException {
    program = Files.createFile(data.resolve("postgres"));
  }

  @Test
  void countsTheDatabasesProcessesOnceAndThoseThatEndedToo() throws IOException {
    postgres(POSTMASTER, GATEWAY, 1, 2, 30, 40);
    postgres(201, POSTMASTER, 500, 600, 0, 0);
    postgres(202, POSTMASTER, 7_000, 8_000, 0, 0);
    Path another = Files.createFile(processes.resolve("another"));
    process(300, "postgres", another, 1, 90_000, 0, 0, 0);

    assertThat(used().database()).isEqualTo(ticks(1 + 2 + 30 + 40 + 500 + 600 + 7_000 + 8_000));
  }

  @Test
  void tellsWhatThePlatformCompiledFromTheRest() throws IOException {
    process(GATEWAY, "java", program, 1, 70, 30, 5, 5);
    thread(101, "C1 CompilerThre", 3, 1);
    thread(102, "C2 CompilerThre", 20, 2);
    thread(103, "a) door (b", 40, 4);

    assertThat(used().platform()).isEqualTo(ticks(100));
    assertThat(used().compilers()).isEqualTo(ticks(26));
  }

  @Test
  void knowsThisProcess() {
    Cpu before = Cpu.of(ProcessHandle.current().pid(), data);
    burn(Duration.ofMillis(200));
    Cpu used = Cpu.of(ProcessHandle.current().pid(), data).since(before);

    assertThat(used.caller()).isBetween(Duration.ofMillis(100), Duration.ofMinutes(5));
    assertThat(used.database()).isZero();
  }

  @Test
  void whatHasEndedHasUsedNothingMore() {
    assertThat(used())
        .isEqualTo(new Cpu(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO));
  }

  private static void burn(Duration time) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long end = threads.getCurrentThreadCpuTime() + time.toNanos();
    while (threads.getCurrentThreadCpuTime() < end) {
      Thread.onSpinWait();
    }
  }

  private Cpu used() {
    return Cpu.of(processes, GATEWAY, data);
  }

  private static Duration ticks(long count) {
    return Duration.ofMillis(10 * count);
  }

  private void postgres(long pid, long parent, long user, long system, long children, long theirs)
      throws IOException {
    process(pid, "postgres", program, parent, user, system, children, theirs);
  }

  private void process(
      long pid,
      String name,
      Path program,
      long parent,
      long user,
      long system,
      long children,
      long theirs)
      throws IOException {
    Path folder = Files.createDirectories(processes.resolve(String.valueOf(pid)));
    Files.createSymbolicLink(folder.resolve("exe"), program);
    Files.writeString(
        folder.resolve("stat"), stat(pid, name, parent, user, system, children, theirs));
  }

  private void thread(long id, String name, long user, long system) throws IOException {
    Path folder =
        Files.createDirectories(
            processes.resolve(String.valueOf(GATEWAY)).resolve("task").resolve(String.valueOf(id)));
    Files.writeString(folder.resolve("stat"), stat(id, name, 1, user, system, 0, 0));
  }

  /** As in proc_pid_stat(5): ten fields between the parent's number and the first of the times. */
  private static String stat(
      long id, String name, long parent, long user, long system, long children, long theirs) {
    return "%d (%s) S %d 5 5 0 -1 4194304 1 2 3 4 %d %d %d %d 20 0 1 0 99 1000 10%n"
        .formatted(id, name, parent, user, system, children, theirs);
  }
}
