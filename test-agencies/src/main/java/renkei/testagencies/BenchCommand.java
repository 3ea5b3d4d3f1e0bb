package renkei.testagencies;

import picocli.CommandLine.Command;

/** Measurements. */
@Command(
    name = "bench",
    description = {
      "Measure the platform.",
      "A second one, ./renkei bench signing, measures signatures and seals by themselves."
    },
    mixinStandardHelpOptions = true,
    subcommands = BenchProvisionCommand.class)
final class BenchCommand {}
