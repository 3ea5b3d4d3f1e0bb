package renkei.testagencies;

import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of the world outside the platform. */
@Command(
    name = "renkei",
    description = "The world around the platform: demonstration, load, and a world to call.",
    mixinStandardHelpOptions = true,
    subcommands = {DemoCommand.class, WorldCommand.class, BenchCommand.class})
public final class Main {

  private Main() {}

  /** Exit code 0: done and everything agrees; 1: something does not; 2: the call is wrong. */
  public static void main(String[] arguments) {
    // Connections are kept by the JDK's HTTP client; its default of five for each door would make
    // every sixth message shake hands anew.
    System.setProperty("http.maxConnections", "128");
    CommandLine commands = new CommandLine(new Main());
    commands.setExecutionExceptionHandler((e, _, _) -> sayInOneSentence(e));
    System.exit(commands.execute(arguments));
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
