package renkei.testagencies;

import jakarta.json.JsonObject;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import renkei.signing.SigningIdentity;
import renkei.testagencies.load.BarePrimitive;
import renkei.testagencies.load.ProvisionLoad;
import renkei.testagencies.load.Window;
import renkei.testagencies.party.WorldKeys;
import renkei.testagencies.platform.Cpu;
import renkei.testagencies.platform.Platform;
import renkei.testagencies.progress.Progress;
import renkei.testagencies.stage.DemoCodes;
import renkei.testagencies.stage.Municipality;
import renkei.testagencies.stage.Preparation;
import renkei.testagencies.stage.Stage;
import renkei.testagencies.vocabulary.AgencyKind;
import renkei.testagencies.world.People;
import renkei.testagencies.world.World;

/** Measures provisions: the platform in a process of its own, load and core in this one. */
@Command(
    name = "provision",
    description = "Measure provisions: from the permitted inquiry to the answer.",
    version = Main.VERSION,
    mixinStandardHelpOptions = true)
final class BenchProvisionCommand implements Callable<Integer> {

  /** The last three of each municipality's files are special, and nobody is asked about them. */
  private static final int FEWEST_RESIDENTS = 4;

  private static final int MOST_RESIDENTS = 100_000;
  private static final int LONGEST_SECONDS = 3_600;
  private static final int PROGRESS_SECONDS = 10;

  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--seconds", description = "The measured window (default: ${DEFAULT-VALUE}).")
  private int seconds = 30;

  @Option(
      names = "--warm-up",
      description =
          "Seconds before it (default: ${DEFAULT-VALUE}); in the first minutes a JVM is busy"
              + " compiling.")
  private int warmUp = 120;

  @Option(
      names = "--outstanding",
      description = "Provisions under way at any time (default: ${DEFAULT-VALUE}).")
  private int outstanding = 32;

  @Option(
      names = "--residents",
      description = "In the files of each municipality (default: ${DEFAULT-VALUE}).")
  private int residents = 2_000;

  @Option(names = "--json", description = "Print one JSON object and nothing else.")
  private boolean json;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "A folder of its own, emptied first (default: data/bench in the project).")
  private @Nullable Path data;

  @Override
  public Integer call() throws InterruptedException {
    within("--seconds", seconds, 1, LONGEST_SECONDS);
    within("--warm-up", warmUp, 0, LONGEST_SECONDS);
    // So many connections the load has.
    within("--outstanding", outstanding, 1, World.CONNECTIONS);
    within("--residents", residents, FEWEST_RESIDENTS, MOST_RESIDENTS);
    Path home = Home.folder();
    Path folder = (data == null ? home.resolve("data").resolve("bench") : data).toAbsolutePath();
    Clock clock = Clock.systemUTC();
    doing("starting the platform");
    try (Platform platform = Platform.prepare(home, folder, Map.of());
        Stage stage =
            Stage.set(platform, new People.FromSeed(1, residents), Progress.silent(), clock)) {
      doing("codes and replicas of " + residents + " people in each municipality");
      prepare(stage);
      WorldKeys keys = WorldKeys.open(platform.data().resolve("pki").resolve("world"), clock);
      SigningIdentity pension =
          keys.agency(stage.world().directory().only(AgencyKind.PENSION_SERVICE).code());
      Window measured = measure(stage, pension, clock);
      doing("the bare primitive");
      print(measured.json(new BarePrimitive(pension, keys.verifier(), clock).micros()));
      return measured.good() ? 0 : 1;
    }
  }

  private void within(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(),
          "%s must be from %d to %d, was: %d".formatted(option, least, most, value));
    }
  }

  private static void prepare(Stage stage) throws InterruptedException {
    Preparation preparation = new Preparation(stage);
    preparation.deliverPermissions();
    preparation.acquireCodes();
    for (Municipality city : stage.municipalities()) {
      preparation.load(city, DemoCodes.REGISTER);
    }
  }

  private Window measure(Stage stage, SigningIdentity pension, Clock clock)
      throws InterruptedException {
    try (ProvisionLoad load = ProvisionLoad.begin(stage, pension.chain(), outstanding, clock)) {
      warmUp(load);
      load.takeLatencies();
      int answeredBefore = load.answered();
      int errorsBefore = load.errors();
      Cpu before = Cpu.of(stage.platform().pid(), stage.platform().data());
      long begun = System.nanoTime();
      doing("measuring for " + seconds + " s");
      Thread.sleep(Duration.ofSeconds(seconds));
      return new Window(
          load.answered() - answeredBefore,
          load.errors() - errorsBefore,
          (System.nanoTime() - begun) / 1e9,
          outstanding,
          load.takeLatencies(),
          Cpu.of(stage.platform().pid(), stage.platform().data()).since(before));
    }
  }

  private void warmUp(ProvisionLoad load) throws InterruptedException {
    doing("warming up for " + warmUp + " s");
    for (int left = warmUp; left > 0; left -= PROGRESS_SECONDS) {
      int before = load.answered();
      int now = Math.min(left, PROGRESS_SECONDS);
      Thread.sleep(Duration.ofSeconds(now));
      doing((left - now) + " s left, " + (load.answered() - before) / now + " a second");
    }
  }

  private void print(JsonObject result) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    if (json) {
      out.println(result);
      return;
    }
    out.println("Provisions, from the permitted inquiry to the opened answer:");
    result.forEach((name, value) -> out.printf("  %-26s %s%n", name, value));
    out.println(
        "CPU is for one provision, as the operating system accounts for the processes;"
            + " compilerCpuMs is the part of platformCpuMs in which the JVM compiled.");
  }

  private static void doing(String what) {
    System.err.println(what + " ...");
  }
}
