package renkei.testagencies;

import picocli.CommandLine.Command;

/** Measurements. */
@Command(
    name = "bench",
    description = "Measure the platform.",
    mixinStandardHelpOptions = true,
    subcommands = BenchProvisionCommand.class)
final class BenchCommand {}
