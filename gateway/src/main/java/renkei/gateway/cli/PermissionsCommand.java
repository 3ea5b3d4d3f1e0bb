package renkei.gateway.cli;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The permission lists (照会許可用照合リスト): which there are, and what another one changes. */
@Command(
    name = "permissions",
    description = {
      "Permission lists: which were delivered, how they differ, and what another one would change.",
      "Talks to the running platform of a data folder, on its machine, as a person: with --as or"
          + " --identity; list and difference show the code in that folder otherwise.",
      "docs/operations.md explains both, docs/protocol.md the form of rows."
    },
    version = Version.TEXT,
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class PermissionsCommand {

  /** A busy day of many municipalities takes minutes to read. */
  private static final Duration REPLAY = Duration.ofMinutes(30);

  @Spec private @Nullable CommandSpec spec;

  @Command(
      name = "list",
      description = "List the lists that were delivered, those that lack parts among them.",
      version = Version.TEXT,
      mixinStandardHelpOptions = true)
  int list(@Mixin OperatorDoorOptions door) {
    return door.talk(
        spec(),
        talk -> {
          JsonObject all = talk.get("/api/permissions");
          long inForce = all.containsKey("inForce") ? number(all, "inForce") : 0;
          all.getJsonArray("lists")
              .getValuesAs(JsonObject.class)
              .forEach(one -> out().println(line(one, inForce)));
        });
  }

  private static String line(JsonObject list, long inForce) {
    return "%s %s to %s, %s rows, %s"
        .formatted(
            number(list, "version"),
            list.getString("validFrom"),
            list.getString("validTo"),
            number(list, "rows"),
            standing(list, inForce));
  }

  private static String standing(JsonObject list, long inForce) {
    if (list.containsKey("refused")) {
      return "refused: " + list.getString("refused");
    }
    if (!list.getJsonArray("missingParts").isEmpty()) {
      return "lacks parts " + list.getJsonArray("missingParts");
    }
    return list.getBoolean("withdrawn")
        ? "taken out of force"
        : number(list, "version") == inForce ? "in force" : "kept";
  }

  @Command(
      name = "difference",
      description = {
        "Show how a list differs from another: rows added, ended and changed, and classes of bodies"
            + " that mean something else."
      },
      version = Version.TEXT,
      mixinStandardHelpOptions = true)
  int difference(
      @Mixin OperatorDoorOptions door,
      @Option(
              names = "--from",
              paramLabel = "N",
              description = "Version of the one (default: the one before the other).")
          @Nullable Long from,
      @Option(
              names = "--to",
              paramLabel = "N",
              description = "Version of the other (default: the newest).")
          @Nullable Long to,
      @Option(names = "--json", description = "Print JSON.") boolean json) {
    return door.talk(
        spec(),
        talk -> {
          JsonObject difference =
              talk.get(
                  "/api/permissions/difference?"
                      + (from == null ? "" : "from=" + from + "&")
                      + (to == null ? "" : "to=" + to));
          if (json) {
            out().println(difference);
          } else {
            print(difference);
          }
        });
  }

  private void print(JsonObject difference) {
    out()
        .printf(
            "list %s against %s: %d rows added, %d ended, %d changed, %d classes changed%n",
            number(difference, "to"),
            number(difference, "from"),
            difference.getJsonArray("added").size(),
            difference.getJsonArray("ended").size(),
            difference.getJsonArray("changed").size(),
            difference.getJsonArray("classes").size());
    for (String kind : List.of("added", "ended", "classes")) {
      String word = kind.equals("classes") ? "class" : kind;
      texts(difference, kind).forEach(id -> out().println(word + " " + id));
    }
    difference
        .getJsonArray("changed")
        .getValuesAs(JsonObject.class)
        .forEach(
            row ->
                out()
                    .println(
                        "changed %s: %s"
                            .formatted(
                                row.getString("row"), String.join(", ", texts(row, "members")))));
  }

  /** Under which list. */
  static final class Other {

    @Option(
        names = {"--version", "--list"},
        paramLabel = "N",
        required = true,
        description = "A list that was delivered, by its version.")
    private @Nullable Long version;

    @Option(
        names = "--file",
        paramLabel = "FILE",
        required = true,
        description =
            "Rows that were not delivered, one a line (JSON Lines); they name the classes of the"
                + " list in force.")
    private @Nullable Path file;
  }

  @Command(
      name = "replay",
      description = {
        "Make the decisions of a day again under another list, and show exactly what would change,"
            + " by row. Takes the right operate; nothing is changed, and no person is named.",
        "A list that has not begun by that day is taken as on its first day."
      },
      version = Version.TEXT)
  int replay(
      @Mixin OperatorDoorOptions door,
      @Option(
              names = {"-h", "--help"},
              usageHelp = true,
              description = "Show this help message and exit.")
          boolean help,
      @Option(
              names = "--day",
              required = true,
              paramLabel = "DAY",
              description = "Whose decisions, in Japan: such as 2026-11-29.")
          String day,
      @ArgGroup(multiplicity = "1") Other other,
      @Option(names = "--json", description = "Print JSON.") boolean json) {
    return door.talk(
        spec(),
        talk -> {
          talk.waitUpTo(REPLAY);
          String path = "/api/permissions/replay?day=" + day;
          JsonObject report =
              other.file == null
                  ? talk.get(path + "&version=" + other.version)
                  : talk.put(path, "application/x-ndjson", OperatorDoorOptions.bytes(other.file));
          if (json) {
            out().println(report);
          } else {
            printReport(report);
          }
        });
  }

  private void printReport(JsonObject report) {
    out()
        .printf(
            "%s decisions of %s, judged on %s: %s would change; %s records without a list%n",
            number(report, "decisions"),
            report.getString("day"),
            report.getString("judgedOn"),
            number(report, "changed"),
            number(report, "withoutList"));
    report
        .getJsonArray("changes")
        .getValuesAs(JsonObject.class)
        .forEach(
            change ->
                out()
                    .println(
                        "%s: %s -> %s, %s %s, %s asks %s"
                            .formatted(
                                number(change, "decisions"),
                                verdict(change.getJsonObject("before")),
                                verdict(change.getJsonObject("after")),
                                change.getString("procedure"),
                                change.getString("information"),
                                change.getString("inquirerKind"),
                                change.getString("providerKind"))));
  }

  private static String verdict(JsonObject verdict) {
    return verdict.getBoolean("allowed")
        ? "allowed by " + verdict.getString("row")
        : "refused " + verdict.getString("reason");
  }

  private static long number(JsonObject json, String name) {
    return json.getJsonNumber(name).longValueExact();
  }

  private static List<String> texts(JsonObject json, String name) {
    return json.getJsonArray(name).getValuesAs(JsonString.class).stream()
        .map(JsonString::getString)
        .toList();
  }

  private PrintWriter out() {
    return spec().commandLine().getOut();
  }

  private CommandSpec spec() {
    return Objects.requireNonNull(spec);
  }
}
