package renkei.testagencies;

import picocli.CommandLine.Command;

/** Measurements. */
@Command(
    name = "bench",
    description = "Measure the platform, or signatures and seals by themselves.",
    version = Main.VERSION,
    mixinStandardHelpOptions = true,
    subcommands = BenchProvisionCommand.class)
final class BenchCommand {}
