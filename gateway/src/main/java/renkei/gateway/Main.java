package renkei.gateway;

import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of the platform. */
@Command(
    name = "renkei",
    description = "The platform: a secure messaging broker for information linkage (情報連携).",
    mixinStandardHelpOptions = true,
    subcommands = {ServeCommand.class, RecordsCommand.class, GenerateCompletion.class})
public final class Main {

  private Main() {}

  /**
   * Exit code 0: done; 1: failed; 2: the call or the configuration is wrong; 128 and the signal's
   * number: ended by a signal, such as 143 after SIGTERM.
   */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Main()).execute(arguments));
  }
}
