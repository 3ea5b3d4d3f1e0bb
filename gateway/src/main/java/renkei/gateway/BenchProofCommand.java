package renkei.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import renkei.gateway.bench.BenchFigures;
import renkei.gateway.cli.Version;

/** {@code bench proof}: what the proof of one record costs in a large tree. */
@Command(
    name = "proof",
    description = {
      "Measure the proof of one exchange record in a large tree.",
      "In a database of its own in a temporary folder: leaves of no record between some real ones,"
          + " whose proofs are made one after the other, each in its own transaction, after ten"
          + " times as many to warm up. Progress goes to standard error.",
      "proofMillis: the slowest but one in a hundred; proofMedianMillis: half of them;"
          + " bareReadMicros: half of as many reads of one record by its person, opened and held"
          + " against its hash."
    },
    version = Version.TEXT,
    mixinStandardHelpOptions = true)
public final class BenchProofCommand implements Callable<Integer> {

  private static final int MOST_LEAVES = 100_000_000;
  private static final int MOST_PROOFS = 10_000;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--json",
      description = "Print one JSON object and nothing else on standard output.")
  private boolean json;

  @Option(
      names = "--leaves",
      description = "Leaves of the tree (default: ${DEFAULT-VALUE}); 100 bytes of disk each.")
  private int leaves = 10_000_000;

  @Option(names = "--proofs", description = "Proofs that are timed (default: ${DEFAULT-VALUE}).")
  private int proofs = 200;

  private BenchProofCommand() {}

  /** Exit code 0: measured; 1: something cannot be measured; 2: the call is wrong. */
  public static void main(String[] arguments) {
    CommandLine command =
        new CommandLine(new BenchProofCommand()).setCommandName("renkei bench proof");
    System.exit(command.execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    within("--leaves", leaves, 1, MOST_LEAVES);
    within("--proofs", proofs, 1, MOST_PROOFS);
    Path folder = Files.createTempDirectory("renkei-bench-proof-");
    try {
      measure(folder).print(Objects.requireNonNull(spec).commandLine().getOut(), json);
    } finally {
      BenchStore.delete(folder);
    }
    return 0;
  }

  private void within(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(),
          "%s must be from %d to %d, was: %d".formatted(option, least, most, value));
    }
  }

  private BenchFigures measure(Path folder) {
    System.err.println("starting a database ...");
    try (BenchStore store = new BenchStore(folder)) {
      System.err.printf("planting %d leaves, then %d proofs ...%n", leaves, proofs);
      ProofBench.Measured found = new ProofBench(store.proofTree(), leaves, proofs).measure();
      BenchFigures figures = new BenchFigures();
      figures.put("leaves", found.leaves());
      figures.put("proofs", proofs);
      figures.put("proofMillis", found.millis());
      figures.put("proofMedianMillis", found.medianMillis());
      figures.put("bareReadMicros", found.bareReadMicros());
      return figures;
    }
  }
}
