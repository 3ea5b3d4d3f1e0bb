package renkei.gateway.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import renkei.gateway.files.IoCall;

/** How PostgreSQL's programs are started and signalled. */
final class Processes {

  private Processes() {}

  /**
   * A process in a session of its own, so that Ctrl-C at the terminal reaches the platform alone,
   * which then stops the database in its own time. PostgreSQL refuses to run as root; for root it
   * runs in a user namespace, where it holds no rights beyond those of a file's owner.
   */
  static ProcessBuilder prepare(List<String> command, Path output) {
    List<String> whole = new ArrayList<>();
    whole.add("setsid");
    if (runsAsRoot()) {
      whole.addAll(List.of("unshare", "--user"));
    }
    whole.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(whole);
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    builder.environment().put("LC_ALL", "C");
    builder.environment().put("TZ", "UTC");
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
    builder.redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")));
    return builder;
  }

  /**
   * Sends a signal, for example {@code INT}, also from an interrupted thread; a process that is
   * gone is no failure.
   */
  static void signal(long pid, String signal) {
    Process kill =
        IoCall.get(
            "cannot signal process " + pid,
            new ProcessBuilder("sh", "-c", "kill -" + signal + " " + pid)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                ::start);
    var _ = kill.onExit().completeOnTimeout(kill, 10, TimeUnit.SECONDS).join();
  }

  private static boolean runsAsRoot() {
    try {
      return ((Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid")) == 0;
    } catch (IOException | UnsupportedOperationException _) {
      return "root".equals(System.getProperty("user.name"));
    }
  }
}
