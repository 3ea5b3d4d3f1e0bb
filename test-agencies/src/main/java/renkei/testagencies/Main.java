package renkei.testagencies;

import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of the world outside the platform. */
@Command(
    name = "renkei",
    description = "The world around the platform: demonstration, load, and a world to call.",
    version = Main.VERSION,
    mixinStandardHelpOptions = true,
    subcommands = {DemoCommand.class, WorldCommand.class, BenchCommand.class})
public final class Main {

  static final String VERSION = "Renkei 0.1.0";

  private Main() {}

  /** Exit code 0: done and everything agrees; 1: something does not; 2: the call is wrong. */
  public static void main(String[] arguments) {
    // Connections are kept by the JDK's HTTP client; its default of five for each door would make
    // every sixth message shake hands anew.
    System.setProperty("http.maxConnections", "128");
    haveCarriersToSpare();
    CommandLine commands = new CommandLine(new Main());
    commands.setExecutionExceptionHandler((e, _, _) -> sayInOneSentence(e));
    System.exit(commands.execute(arguments));
  }

  /**
   * With the JDK's one carrier for each processor, a virtual thread that begins under load, such as
   * for a message that came in, would wait for seconds until those that run have to wait.
   */
  private static void haveCarriersToSpare() {
    if (System.getProperty("jdk.virtualThreadScheduler.parallelism") == null) {
      int carriers = 4 * Runtime.getRuntime().availableProcessors();
      System.setProperty("jdk.virtualThreadScheduler.parallelism", Integer.toString(carriers));
    }
  }

  /** The edge of this program: what went wrong, and where, for whoever reports it. */
  private static int sayInOneSentence(Exception e) {
    String where =
        Arrays.stream(e.getStackTrace())
            .filter(frame -> frame.getClassName().startsWith("renkei."))
            .findFirst()
            .map(StackTraceElement::toString)
            .orElse("unknown");
    System.err.println("renkei: " + e.getMessage());
    System.err.println("(" + e.getClass().getSimpleName() + " at " + where + ")");
    return 1;
  }
}
