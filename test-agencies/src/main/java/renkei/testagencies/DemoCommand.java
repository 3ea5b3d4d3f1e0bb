package renkei.testagencies;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import renkei.testagencies.platform.Platform;
import renkei.testagencies.progress.ProgressDisplay;
import renkei.testagencies.stage.Stage;
import renkei.testagencies.story.Narrator;
import renkei.testagencies.story.Outcomes;
import renkei.testagencies.story.Story;
import renkei.testagencies.world.People;

/** Starts the platform and the world around it, and plays the story. */
@Command(
    name = "demo",
    description = "Start the platform and the world around it, and play the story.",
    version = Main.VERSION,
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

  private static final int FEWEST_RESIDENTS = 200;

  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--json", description = "Print one JSON object instead of the story.")
  private boolean json;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "The demonstration's own folder, emptied first (default: data/demo in the project).")
  private @Nullable Path data;

  @Option(
      names = "--seed",
      description = "From which the people are made (default: ${DEFAULT-VALUE}).")
  private long seed = People.USUAL_SEED;

  @Option(
      names = "--residents",
      description = "In the files of each municipality (default: ${DEFAULT-VALUE}).")
  private int residents = 10_000;

  @Option(
      names = "--bulk",
      description = "Inquiries of the pension service in bulk (default: ${DEFAULT-VALUE}).")
  private int bulk = 10_000;

  @Override
  public Integer call() throws InterruptedException {
    if (residents < FEWEST_RESIDENTS || bulk < 1) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(),
          "the story needs at least %d residents and 1 bulk inquiry".formatted(FEWEST_RESIDENTS));
    }
    Path home = Home.folder();
    Path folder = (data == null ? home.resolve("data").resolve("demo") : data).toAbsolutePath();
    PrintStream err = utf8(System.err);
    try (ProgressDisplay progress =
        ProgressDisplay.live(
            err, ProgressDisplay.Screen.ofThisProcess(), Clock.system(ZoneId.systemDefault()))) {
      return play(new Narrator(storyStream(), progress), home, folder);
    }
  }

  private PrintStream storyStream() {
    return json
        ? new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)
        : utf8(System.out);
  }

  private int play(Narrator narrator, Path home, Path folder) throws InterruptedException {
    narrator.show(
        "Renkei (連携): a citizen is not sent from one public body to another. The demonstration.");
    narrator.doing("starting the platform, its log is " + folder.resolve("serve.log"));
    try (Platform platform = Platform.prepare(home, folder, Story.CONFIGURATION);
        Stage stage =
            Stage.set(
                platform, new People.FromSeed(seed, residents), narrator, Clock.systemUTC())) {
      narrator.doing("platform and world are ready");
      Outcomes outcomes = new Story(narrator, stage, bulk).play();
      if (json) {
        utf8(System.out).println(outcomes.json());
      }
      outcomes
          .failed()
          .forEach(check -> narrator.doing("FAILED: " + check.name() + ": " + check.line()));
      narrator.doing("stopping the platform");
      return outcomes.good() ? 0 : 1;
    }
  }

  private static PrintStream utf8(OutputStream stream) {
    return new PrintStream(stream, true, StandardCharsets.UTF_8);
  }
}
