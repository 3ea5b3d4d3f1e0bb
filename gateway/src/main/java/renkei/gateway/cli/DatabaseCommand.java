package renkei.gateway.cli;

import picocli.CommandLine.Command;

/** What operators decide about the database. */
@Command(
    name = "database",
    description = "Decisions about the database.",
    version = Version.TEXT,
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = DatabaseAcceptCommand.class)
public final class DatabaseCommand {}
