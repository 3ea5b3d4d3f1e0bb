package renkei.gateway;

import picocli.CommandLine.Command;

/** What auditors do with exchange records (情報提供等記録). */
@Command(
    name = "records",
    description = "Exchange records, offline.",
    version = Main.VERSION,
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = RecordsVerifyCommand.class)
final class RecordsCommand {}
