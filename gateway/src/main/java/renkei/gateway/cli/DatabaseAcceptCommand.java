package renkei.gateway.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import renkei.gateway.config.Configuration;
import renkei.gateway.witness.Acceptance;

/** Takes the database as it is, after the platform found that it is not what it acknowledged. */
@Command(
    name = "accept",
    description = {
      "Take the database as it is, although it is not what was acknowledged.",
      "The alarm names the finding. What is missing stays lost: restore the",
      "right database instead if there is one (docs/operations.md).",
      "Exit code 0: taken, the platform goes on; 1: no such finding."
    },
    version = Version.TEXT,
    mixinStandardHelpOptions = true)
final class DatabaseAcceptCommand implements Callable<Integer> {

  private static final int TAKEN = 0;
  private static final int NOT_FOUND = 1;

  @Parameters(paramLabel = "FINDING", description = "The finding, as the alarm names it.")
  private @Nullable String finding;

  @Option(
      names = "--by",
      required = true,
      paramLabel = "NAME",
      description = "Who decides; stands in the log.")
  private @Nullable String by;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The folder of all data (default: data/serve in the project).")
  private @Nullable Path data;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Path folder = data == null ? Configuration.usualData() : data;
    return switch (Acceptance.of(
        folder, Objects.requireNonNull(finding), Objects.requireNonNull(by))) {
      case Acceptance.Taken(String sentence) -> {
        out.println("taken as it is: " + sentence);
        yield TAKEN;
      }
      case Acceptance.NothingFound() -> {
        err.println("nothing waits for a decision in " + folder);
        yield NOT_FOUND;
      }
      case Acceptance.FoundOtherwise(String sentence, String id) -> {
        err.println("what waits for a decision is " + id + ": " + sentence);
        yield NOT_FOUND;
      }
    };
  }
}
