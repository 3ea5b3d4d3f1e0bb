package renkei.gateway;

import picocli.CommandLine.Command;

/** What operators decide about the database. */
@Command(
    name = "database",
    description = "Decisions about the database.",
    version = Main.VERSION,
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = DatabaseAcceptCommand.class)
final class DatabaseCommand {}
