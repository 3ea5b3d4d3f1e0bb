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
import renkei.codebook.AgencyCode;
import renkei.codebook.JapanTime;
import renkei.gateway.bench.BenchFigures;
import renkei.gateway.bench.BenchRecords;
import renkei.gateway.bench.DecisionBench;
import renkei.gateway.bench.RecordBench;
import renkei.gateway.cli.Version;
import renkei.tenantstore.postgres.PostgresTenantStore;

/** {@code bench replica}: what records of replicas cost to load and to read, and what decides. */
@Command(
    name = "replica",
    description = {
      "Measure loads and readings of replicas, decisions and proofs.",
      "In a database of its own in a temporary folder, which waits for the disk: records of 500"
          + " bytes (national health insurance, five fiscal years of each person) are loaded in one"
          + " CSV, checked, sealed and indexed. Then the sealed rows as they stand are copied into"
          + " a table with the same keys and indexes, by one COPY and one connection. Progress goes"
          + " to standard error.",
      "rowsPerSecond, copyRowsPerSecond: records of both, their commit included.",
      "heapFirstMb, heapMb: what is reachable while the load is read, after 10,000 records and"
          + " after the last.",
      "readMicros: half of the readings of one person's records, by flags, edition and years,"
          + " opened and cut to some items; bareReadMicros: half of as many transactions that fetch"
          + " the sealed rows of such a person by their key, and nothing else.",
      "decisionMicros: a decision by a permission list of 100,000 rows, every body being in twelve"
          + " of its classes.",
      "proofMillis: as bench proof measures it."
    },
    version = Version.TEXT,
    mixinStandardHelpOptions = true)
public final class BenchReplicaCommand implements Callable<Integer> {

  private static final int MOST_RECORDS = 10_000_000;
  private static final int MOST_LEAVES = 100_000_000;
  private static final int MOST_READINGS = 1_000_000;
  private static final int MOST_ROWS = 1_000_000;
  private static final int MOST_PROOFS = 200;

  /** With fewer leaves, fewer proofs: each is made of a record of its own. */
  private static final int LEAVES_OF_A_PROOF = 1_000;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--json",
      description = "Print one JSON object and nothing else on standard output.")
  private boolean json;

  @Option(
      names = "--records",
      description = "Records to load (default: ${DEFAULT-VALUE}); 3 KB of disk each.")
  private int records = 1_000_000;

  @Option(
      names = "--readings",
      description = "Readings that are timed (default: ${DEFAULT-VALUE}).")
  private int readings = 20_000;

  @Option(
      names = "--rows",
      description = "Rows of the permission list (default: ${DEFAULT-VALUE}).")
  private int rows = 100_000;

  @Option(
      names = "--leaves",
      description =
          "Leaves of the tree in which proofs are made (default: ${DEFAULT-VALUE}); 100 bytes of"
              + " disk each.")
  private int leaves = 10_000_000;

  @Option(
      names = "--seed",
      description = "Of all that is drawn at random (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  private BenchReplicaCommand() {}

  /** Exit code 0: measured; 1: something cannot be measured; 2: the call is wrong. */
  public static void main(String[] arguments) {
    CommandLine command =
        new CommandLine(new BenchReplicaCommand()).setCommandName("renkei bench replica");
    System.exit(command.execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    within("--records", records, MOST_RECORDS);
    within("--readings", readings, MOST_READINGS);
    within("--rows", rows, MOST_ROWS);
    within("--leaves", leaves, MOST_LEAVES);
    Path folder = Files.createTempDirectory("renkei-bench-replica-");
    try {
      measure(folder).print(Objects.requireNonNull(spec).commandLine().getOut(), json);
    } finally {
      BenchStore.delete(folder);
    }
    return 0;
  }

  private void within(String option, int value, int most) {
    if (value < 1 || value > most) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(),
          "%s must be from 1 to %d, was: %d".formatted(option, most, value));
    }
  }

  private BenchFigures measure(Path folder) {
    doing("starting a database");
    try (BenchStore store = new BenchStore(folder)) {
      BenchFigures figures = new BenchFigures();
      RecordBench bench =
          new RecordBench(
              store.database(),
              store.store(),
              store.tenant(),
              store.clock(),
              new BenchRecords(records, seed));
      doing("loading " + records + " records");
      figures.putAll(bench.load());
      doing("copying them");
      figures.put("copyRowsPerSecond", PostgresTenantStore.copiesPerSecond(store.settings()));
      doing("reading");
      AgencyCode inquirer = store.directory().agencies().iterator().next().code();
      figures.putAll(bench.read(readings, inquirer, store.store()::readBare));
      doing("deciding by " + rows + " rows");
      figures.putAll(
          new DecisionBench(store.directory(), JapanTime.date(store.clock().instant()), seed)
              .decide(rows));
      doing("planting " + leaves + " leaves, then proofs");
      int timed = Math.clamp(leaves / LEAVES_OF_A_PROOF, 1, MOST_PROOFS);
      ProofBench.Measured proofs = new ProofBench(store.proofTree(), leaves, timed).measure();
      figures.put("leaves", proofs.leaves());
      figures.put("proofMillis", proofs.millis());
      return figures;
    }
  }

  private static void doing(String what) {
    System.err.println(what + " ...");
  }
}
