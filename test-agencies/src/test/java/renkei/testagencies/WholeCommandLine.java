package renkei.testagencies;

import java.util.Objects;
import java.util.stream.Stream;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.HelpCommand;

/** The command line as the launcher puts it together of the verbs of three modules. */
final class WholeCommandLine {

  private WholeCommandLine() {}

  static CommandLine model() {
    CommandLine whole = new CommandLine(renkei.gateway.Main.class);
    CommandLine world = new CommandLine(Main.class);
    Objects.requireNonNull(world.getSubcommands().get("bench"))
        .addSubcommand(new CommandLine(renkei.gateway.BenchProofCommand.class))
        .addSubcommand(new CommandLine(renkei.gateway.BenchReplicaCommand.class))
        .addSubcommand(new CommandLine(renkei.signing.bench.Main.class));
    world.getSubcommands().forEach(whole::addSubcommand);
    return whole.addSubcommand(new HelpCommand()).addSubcommand(new GenerateCompletion());
  }

  /** Every verb and every group of verbs, and the whole. */
  static Stream<CommandLine> commands() {
    return withBelow(model());
  }

  /** Every verb that does something. */
  static Stream<CommandLine> verbs() {
    return commands().filter(command -> command.getSubcommands().isEmpty());
  }

  /** The verb as it is typed, without the program: {@code bench provision}. */
  static String words(CommandLine command) {
    return command.getCommandSpec().qualifiedName(" ").replaceFirst("^renkei ?", "");
  }

  private static Stream<CommandLine> withBelow(CommandLine command) {
    return Stream.concat(
        Stream.of(command),
        command.getSubcommands().values().stream().flatMap(WholeCommandLine::withBelow));
  }
}
