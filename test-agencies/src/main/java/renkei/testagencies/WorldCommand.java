package renkei.testagencies;

import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import renkei.testagencies.party.WorldKeys;
import renkei.testagencies.platform.Doors;
import renkei.testagencies.stage.Stage;
import renkei.testagencies.vocabulary.AgencyCode;
import renkei.testagencies.vocabulary.AgencyKind;
import renkei.testagencies.world.World;

/** Plays the national network for a platform that already runs, until it is told to stop. */
@Command(
    name = "world",
    description = "Start the world around a platform that already runs on this machine.",
    version = Main.VERSION,
    mixinStandardHelpOptions = true)
final class WorldCommand implements Callable<Integer> {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The platform's data folder (default: data/serve in the project).")
  private @Nullable Path data;

  @Option(
      names = "--port",
      description = "Where the core and the agencies listen (default: ${DEFAULT-VALUE}).")
  private int port = 9443;

  @Override
  public Integer call() throws InterruptedException {
    Path folder = data == null ? Home.folder().resolve("data").resolve("serve") : data;
    Doors doors = Doors.read(folder);
    Path keyFolder = folder.resolve("pki").resolve("world");
    Clock clock = Clock.systemUTC();
    World world =
        World.open(
            new World.Place(port, doors.national()),
            WorldKeys.open(keyFolder, clock),
            Stage.codeKey(keyFolder),
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
    world.core().deliverPermissions(firstCity(world));
    System.err.println("The world listens at https://127.0.0.1:" + port);
    stopped.await();
    return 0;
  }

  private static AgencyCode firstCity(World world) {
    return world.directory().only(AgencyKind.MUNICIPALITY).code();
  }
}
