package renkei.gateway;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import renkei.gateway.cli.DatabaseCommand;
import renkei.gateway.cli.LayoutsCommand;
import renkei.gateway.cli.OperatorsCommand;
import renkei.gateway.cli.PermissionsCommand;
import renkei.gateway.cli.RecordsCommand;
import renkei.gateway.cli.Version;

/**
 * The command line of the platform. The world around it, and the measurements, have theirs: the
 * launcher knows which verb is whose, and answers what can be answered without starting any.
 */
@Command(
    name = "renkei",
    header = "Renkei (連携): a secure messaging broker for inter-agency information linkage.",
    footer = {
      "",
      "Every verb explains itself with --help.",
      "RENKEI_JAVA_OPTIONS adds flags to the JVM.",
      "source <(./renkei generate-completion) completes verbs and options in bash and zsh."
    },
    version = Version.TEXT,
    mixinStandardHelpOptions = true,
    subcommands = {
      ServeCommand.class,
      RecordsCommand.class,
      OperatorsCommand.class,
      LayoutsCommand.class,
      PermissionsCommand.class,
      DatabaseCommand.class
    })
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
