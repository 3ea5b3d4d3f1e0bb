package renkei.gateway.cli;

import picocli.CommandLine.Command;

/** What auditors do with exchange records (情報提供等記録) and with the acts of operators and staff. */
@Command(
    name = "records",
    description = "Exchange records and acts of people, offline.",
    version = Version.TEXT,
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {RecordsVerifyCommand.class, RecordsVerifyActsCommand.class})
public final class RecordsCommand {}
