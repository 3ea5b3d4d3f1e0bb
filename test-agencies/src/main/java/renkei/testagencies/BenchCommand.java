package renkei.testagencies;

import picocli.CommandLine.Command;

/** Measurements. */
@Command(
    name = "bench",
    description = "Measure the platform, or parts of it by themselves.",
    version = Main.VERSION,
    mixinStandardHelpOptions = true,
    subcommands = BenchProvisionCommand.class)
final class BenchCommand {}
