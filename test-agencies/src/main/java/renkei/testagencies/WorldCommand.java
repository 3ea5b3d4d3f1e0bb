package renkei.testagencies;

import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import renkei.testagencies.core.Directory;
import renkei.testagencies.party.MessageSender;
import renkei.testagencies.party.WorldKeys;
import renkei.testagencies.platform.Doors;
import renkei.testagencies.progress.ProgressDisplay;
import renkei.testagencies.resident.Population;
import renkei.testagencies.stage.FirstCommands;
import renkei.testagencies.stage.Municipality;
import renkei.testagencies.stage.Onboarding;
import renkei.testagencies.vocabulary.AgencyKind;
import renkei.testagencies.world.People;
import renkei.testagencies.world.World;
import renkei.testagencies.world.WorldFolder;

/**
 * Plays everybody outside a platform that already runs, until it is told to stop: the national
 * network and the other bodies behind their doors, and municipalities that have acquired codes and
 * loaded replicas.
 */
@Command(
    name = "world",
    description = {
      "Start the world around a platform that already runs on this machine.",
      "Municipalities acquire codes and load replicas as far as that is missing; then three"
          + " commands are printed that ask and get an answer. Ends by SIGTERM or Ctrl-C.",
      "Exit code 1: the platform did not answer in time, or refused what it was sent.",
      "docs/world.md explains the world's own doors."
    },
    version = Main.VERSION,
    mixinStandardHelpOptions = true,
    subcommands = WorldPeopleCommand.class)
final class WorldCommand implements Callable<Integer> {

  private static final int MOST_RESIDENTS = 100_000;
  private static final Duration SAY_EVERY = Duration.ofSeconds(10);
  private static final int LOOK_EVERY_MS = 200;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The platform's data folder (default: data/serve in the project).")
  private @Nullable Path data;

  @Option(names = "--port", description = "Where the world listens (default: ${DEFAULT-VALUE}).")
  private int port = 9443;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      description = "How long to wait for the platform (default: ${DEFAULT-VALUE}).")
  private int wait = 180;

  @ArgGroup(exclusive = true)
  private @Nullable Wish wish;

  /** Who shall live there; asked for only by the first world of a folder. */
  static final class Wish {

    @Option(
        names = "--people",
        paramLabel = "FILE",
        description = "Who lives in this world, one JSON object a line; see docs/world.md.")
    private @Nullable Path file;

    @ArgGroup(exclusive = false)
    private @Nullable Made made;
  }

  /** People who are made up. */
  static final class Made {

    @Option(
        names = "--seed",
        description = "From which the people are made (default: ${DEFAULT-VALUE}).",
        defaultValue = "" + People.USUAL_SEED)
    private long seed;

    @Option(
        names = "--residents",
        description = "In the files of each municipality (default: ${DEFAULT-VALUE}).",
        defaultValue = "40")
    private int residents;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (wait < 1) {
      throw wrong("--wait must be at least 1 second");
    }
    Optional<People> wished = wished();
    Path folder =
        (data == null ? Home.folder().resolve("data").resolve("serve") : data).toAbsolutePath();
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    try (ProgressDisplay progress =
        ProgressDisplay.live(
            err, ProgressDisplay.Screen.ofThisProcess(), Clock.system(ZoneId.systemDefault()))) {
      long end = System.nanoTime() + Duration.ofSeconds(wait).toNanos();
      Optional<Doors> doors = await(folder, end, progress);
      if (doors.isEmpty()) {
        return 1;
      }
      return live(new WorldFolder(folder), wished, doors.get(), end, progress);
    }
  }

  /** Says what it waits for: nobody likes a program that hangs without a word. */
  private Optional<Doors> await(Path folder, long end, ProgressDisplay progress)
      throws InterruptedException {
    Path ready = folder.resolve(Doors.FILE);
    long saidAt = 0;
    while (!Files.exists(ready)) {
      if (System.nanoTime() > end) {
        progress.doing(
            "no platform got ready within %d s: there is no %s. Start one: ./renkei serve --data %s"
                .formatted(wait, ready, folder));
        return Optional.empty();
      }
      if (saidAt == 0 || System.nanoTime() - saidAt > SAY_EVERY.toNanos()) {
        saidAt = System.nanoTime();
        progress.doing("waiting for a platform to be ready, which makes " + ready);
      }
      Thread.sleep(LOOK_EVERY_MS);
    }
    return Optional.of(Doors.read(folder));
  }

  private int live(
      WorldFolder folder, Optional<People> wished, Doors doors, long end, ProgressDisplay progress)
      throws InterruptedException {
    Directory directory = Directory.published();
    Population population = settle(folder, wished, directory);
    Clock clock = Clock.systemUTC();
    WorldKeys keys = folder.keys(clock);
    World world =
        World.open(
            new World.Place(port, doors.national()),
            keys,
            folder.memory(),
            population::isKnown,
            clock);
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .unstarted(
                    () -> {
                      world.close();
                      stopped.countDown();
                    }));
    if (!deliverPermissions(world, doors, end, progress)) {
      world.close();
      return 1;
    }
    List<Municipality> municipalities =
        Municipality.all(directory, keys, doors.local(), population);
    new Onboarding(world, municipalities, progress).run();
    URI here = URI.create("https://127.0.0.1:" + port);
    progress.doing("the world is ready, and says what it is at " + here);
    var places =
        new FirstCommands.Places(
            folder.keyFolder(), doors.local(), here, directory.only(AgencyKind.PORTAL).code());
    String commands =
        new FirstCommands(population, municipalities, places)
            .text()
            .orElse(
                "# nobody is in the files of two municipalities; docs/world.md says how to ask\n");
    progress.close();
    print(commands, folder.data());
    stopped.await();
    return 0;
  }

  private void print(String commands, Path data) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    String quoted = FirstCommands.quoted(data.toString());
    out.println();
    out.println("# Paste these into another terminal, one after the other (別の端末に一つずつ貼り付けてください):");
    out.println();
    out.print(commands);
    out.println();
    out.println("# Who else can be asked about: ./renkei world people --data " + quoted);
    out.println("# What the world's doors take: docs/world.md. Ctrl-C ends the world.");
  }

  private static Population settle(
      WorldFolder folder, Optional<People> wished, Directory directory) {
    var tenants =
        directory.ofKind(AgencyKind.MUNICIPALITY).stream()
            .map(city -> city.tenant().orElseThrow())
            .toList();
    People people = wished.or(folder::people).orElseGet(WorldCommand::usual);
    // Whoever cannot be read does not move in.
    WorldFolder.population(people, tenants);
    folder.settle(people);
    return folder.population(tenants);
  }

  private Optional<People> wished() {
    Wish wanted = wish;
    if (wanted == null) {
      return Optional.empty();
    }
    Made made = wanted.made;
    if (made == null) {
      return Optional.of(new People.FromFile(Objects.requireNonNull(wanted.file)));
    }
    if (made.residents < Population.FEWEST || made.residents > MOST_RESIDENTS) {
      throw wrong(
          "--residents must be from %d to %d, was: %d"
              .formatted(Population.FEWEST, MOST_RESIDENTS, made.residents));
    }
    return Optional.of(new People.FromSeed(made.seed, made.residents));
  }

  private static People usual() {
    return new People.FromSeed(People.USUAL_SEED, 40);
  }

  private ParameterException wrong(String what) {
    return new ParameterException(Objects.requireNonNull(spec).commandLine(), what);
  }

  private boolean deliverPermissions(World world, Doors doors, long end, ProgressDisplay progress)
      throws InterruptedException {
    String left =
        ProcessHandle.of(doors.pid()).isPresent()
            ? ""
            : " (ready.json was left by process %d, which is gone)".formatted(doors.pid());
    progress.doing("the core delivers the permission list to " + doors.national() + left);
    long[] saidAt = {System.nanoTime()};
    String[] trouble = {"no answer"};
    MessageSender.Sending sending =
        world
            .core()
            .deliverPermissions(
                world.directory().only(AgencyKind.MUNICIPALITY).code(),
                Duration.ofNanos(Math.max(1, end - System.nanoTime())),
                why -> {
                  trouble[0] = why;
                  if (System.nanoTime() - saidAt[0] > SAY_EVERY.toNanos()) {
                    saidAt[0] = System.nanoTime();
                    progress.doing(
                        "waiting for %s to take the permission list: %s"
                            .formatted(doors.national(), why));
                  }
                });
    return switch (sending) {
      case MessageSender.Sending.Done _ -> true;
      case MessageSender.Sending.GivenUp(String why) when why.equals("EXPIRED") -> {
        progress.doing(
            "%s did not take the permission list within %d s%s: %s"
                .formatted(doors.national(), wait, left, trouble[0]));
        yield false;
      }
      case MessageSender.Sending.GivenUp(String why) -> {
        progress.doing("%s refused the permission list: %s".formatted(doors.national(), why));
        yield false;
      }
    };
  }
}
