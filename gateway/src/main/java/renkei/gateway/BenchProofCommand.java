package renkei.gateway;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.IntConsumer;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import renkei.codebook.database.Database;
import renkei.codebook.database.DatabaseSettings;
import renkei.codebook.directory.AgencyDirectory;
import renkei.gateway.cli.Version;
import renkei.gateway.config.Configuration;
import renkei.gateway.config.DirectoryFile;
import renkei.gateway.config.GatewayKeys;
import renkei.gateway.config.KeyFolderReader;
import renkei.gateway.pki.DemonstrationPki;
import renkei.gateway.postgres.EmbeddedPostgres;
import renkei.signing.AlgorithmTable;
import renkei.tenantstore.layout.Layouts;
import renkei.tenantstore.postgres.PostgresTenantStore;

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
  private static final int WARM_UP_ROUNDS = 10;

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
      print(measure(folder));
    } finally {
      delete(folder);
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

  private Map<String, Number> measure(Path folder) {
    Clock clock = Clock.systemUTC();
    AgencyDirectory directory = DirectoryFile.read(Optional.empty());
    GatewayKeys keys = keys(folder.resolve("pki"), directory, clock);
    doing("starting a database");
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder.resolve("postgres"));
        Database database =
            Database.open(
                new DatabaseSettings(
                    postgres.url(),
                    postgres.user(),
                    postgres.password(),
                    2,
                    Duration.ofSeconds(5)))) {
      database.migrate();
      // Ids that could be guessed do no harm here, and come faster.
      PostgresTenantStore store =
          new PostgresTenantStore(
              database,
              Layouts.of(List.of()),
              tenant -> Objects.requireNonNull(keys.tenants().get(tenant)),
              clock,
              RandomGenerator.getDefault());
      return measure(new ProofTree(database, store, directory, clock));
    }
  }

  private static GatewayKeys keys(Path folder, AgencyDirectory directory, Clock clock) {
    boolean _ = new DemonstrationPki(folder, clock).makeIfMissing(directory);
    return new KeyFolderReader(
            new Configuration.KeyFolder(folder, folder.resolve("password"), true),
            directory,
            AlgorithmTable.standard(),
            clock)
        .read();
  }

  /** The records stand at equal distances; those to warm up are every second one. */
  private Map<String, Number> measure(ProofTree tree) {
    int records = 2 * proofs;
    doing("planting " + leaves + " leaves");
    for (int i = 0; i < records; i++) {
      tree.record(i);
      tree.plant(share(i + 1, records) - share(i, records));
    }
    doing("making " + (WARM_UP_ROUNDS + 1) * proofs + " proofs");
    List<Integer> warmUp = IntStream.range(0, records).filter(i -> i % 2 == 0).boxed().toList();
    List<Integer> timed = IntStream.range(0, records).filter(i -> i % 2 == 1).boxed().toList();
    for (int round = 0; round < WARM_UP_ROUNDS; round++) {
      List<Long> _ = nanos(warmUp, tree::read);
      List<Long> _ = nanos(warmUp, tree::prove);
    }
    List<Long> reads = nanos(timed, tree::read);
    List<Long> made = nanos(timed, tree::prove);
    Map<String, Number> figures = new LinkedHashMap<>();
    figures.put("leaves", tree.size());
    figures.put("proofs", proofs);
    figures.put("proofMillis", made.get(made.size() * 99 / 100) / 1e6);
    figures.put("proofMedianMillis", made.get(made.size() / 2) / 1e6);
    figures.put("bareReadMicros", reads.get(reads.size() / 2) / 1e3);
    return figures;
  }

  private int share(int part, int parts) {
    return (int) ((long) leaves * part / parts);
  }

  /** How long each took, the fastest first. */
  private static List<Long> nanos(List<Integer> records, IntConsumer work) {
    List<Long> nanos = new ArrayList<>();
    for (int record : records) {
      long begun = System.nanoTime();
      work.accept(record);
      nanos.add(System.nanoTime() - begun);
    }
    return nanos.stream().sorted().toList();
  }

  private void print(Map<String, Number> figures) {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    if (json) {
      out.println(
          figures.entrySet().stream()
              .map(figure -> "\"" + figure.getKey() + "\":" + shown(figure.getValue()))
              .collect(Collectors.joining(",", "{", "}")));
    } else {
      figures.forEach((name, value) -> out.printf("%-18s %s%n", name, shown(value)));
    }
    out.flush();
  }

  private static String shown(Number value) {
    return value instanceof Double number
        ? String.format(Locale.ROOT, "%.3f", number)
        : value.toString();
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static void doing(String what) {
    System.err.println(what + " ...");
  }
}
