package renkei.gateway.cli;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import renkei.codebook.JapanTime;
import renkei.gateway.staff.ListWithdrawal;

/** Who may act at this platform, and what waits for a second person. */
@Command(
    name = "operators",
    description = {
      "Operators and municipal staff: who may act, and what waits for a second person.",
      "Talks to the running platform of a data folder, on its machine. Without --as and --identity"
          + " it shows the code that lies in that folder: this lists persons, ends them, and adds"
          + " the first operators, as long as fewer than two can approve.",
      "docs/operations.md explains persons."
    },
    version = Version.TEXT,
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class OperatorsCommand {

  private static final String TENANT = "tenant";
  private static final String LOGIN = "login";

  @Spec private @Nullable CommandSpec spec;

  @Command(
      name = "add",
      description = {
        "Add a person, or propose to. Prints the enrolment code, or the proposal that another"
            + " person must approve."
      },
      version = Version.TEXT,
      mixinStandardHelpOptions = true)
  int add(
      @Mixin OperatorDoorOptions door,
      @Parameters(paramLabel = "LOGIN", description = "Name to log in with.") String login,
      @Option(names = "--name", required = true, description = "The person's name.") String name,
      @Option(
              names = "--rights",
              required = true,
              split = ",",
              paramLabel = "RIGHT",
              description =
                  "Of operators: observe, operate, approve, persons; of staff: observe, decide.")
          List<String> rights,
      @Option(names = "--days", required = true, description = "For how many days, 1 to 400.")
          int days,
      @Option(
              names = "--tenant",
              paramLabel = "ID",
              description = "The municipality of a member of staff. Default: an operator.")
          @Nullable String tenant,
      @Option(
              names = "--certificate",
              paramLabel = "FILE",
              description =
                  "The person's certificate (PEM), its only credential. Default: password and"
                      + " one-time code.")
          @Nullable Path certificate) {
    LocalDate until = JapanTime.date(Clock.systemUTC().instant()).plusDays(days);
    return door.talk(
        spec(),
        talk ->
            told(
                talk.post(
                    "/operators/persons",
                    fields(
                        Map.of(
                            LOGIN,
                            login,
                            "name",
                            name,
                            "rights",
                            String.join(",", rights),
                            "until",
                            until.toString(),
                            TENANT,
                            Objects.requireNonNullElse(tenant, ""),
                            "certificate",
                            OperatorDoorOptions.text(certificate))))));
  }

  @Command(
      name = "list",
      description = "List persons: login, credential, rights, end and name.",
      version = Version.TEXT,
      mixinStandardHelpOptions = true)
  int list(
      @Mixin OperatorDoorOptions door,
      @Option(
              names = "--tenant",
              paramLabel = "ID",
              description = "Of a municipality. Default: operators.")
          @Nullable String tenant) {
    return door.talk(
        spec(),
        talk -> {
          String query = tenant == null ? "" : "?tenant=" + tenant;
          JsonArray persons = talk.get("/operators/persons" + query).getJsonArray("persons");
          for (JsonObject person : persons.getValuesAs(JsonObject.class)) {
            out()
                .printf(
                    "%-16s %-12s %-32s %-28s %s%n",
                    person.getString(LOGIN),
                    person.getString("credential").toLowerCase(Locale.ROOT),
                    person.getString("rights"),
                    person.containsKey("ended")
                        ? "ended " + person.getString("ended")
                        : "until " + person.getString("until"),
                    person.getString("name"));
          }
        });
  }

  @Command(
      name = "end",
      description = "End a person at once.",
      version = Version.TEXT,
      mixinStandardHelpOptions = true)
  int end(
      @Mixin OperatorDoorOptions door,
      @Parameters(paramLabel = "LOGIN", description = "Whom.") String login,
      @Option(
              names = "--tenant",
              paramLabel = "ID",
              description = "The municipality of a member of staff. Default: an operator.")
          @Nullable String tenant) {
    return door.talk(
        spec(),
        talk ->
            told(
                talk.post(
                    "/operators/persons/end",
                    fields(Map.of(LOGIN, login, TENANT, Objects.requireNonNullElse(tenant, ""))))));
  }

  @Command(
      name = "reset",
      description = {
        "Give a person another credential, or propose to. Prints the enrolment code, or the"
            + " proposal that another person must approve."
      },
      version = Version.TEXT,
      mixinStandardHelpOptions = true)
  int reset(
      @Mixin OperatorDoorOptions door,
      @Parameters(paramLabel = "LOGIN", description = "Whom.") String login,
      @Option(
              names = "--tenant",
              paramLabel = "ID",
              description = "The municipality of a member of staff. Default: an operator.")
          @Nullable String tenant,
      @Option(
              names = "--certificate",
              paramLabel = "FILE",
              description = "The new certificate (PEM). Default: password and one-time code.")
          @Nullable Path certificate) {
    return door.talk(
        spec(),
        talk ->
            told(
                talk.post(
                    "/operators/persons/reset",
                    fields(
                        Map.of(
                            LOGIN,
                            login,
                            TENANT,
                            Objects.requireNonNullElse(tenant, ""),
                            "certificate",
                            OperatorDoorOptions.text(certificate))))));
  }

  @Command(
      name = "withdraw-list",
      description = {
        "Propose to take a permission list out of force for good; the newest of the others decides"
            + " once another person has approved."
      },
      version = Version.TEXT,
      mixinStandardHelpOptions = true)
  int withdrawList(
      @Mixin OperatorDoorOptions door,
      @Parameters(paramLabel = "VERSION", description = "Which list.") long version,
      @Option(
              names = "--why",
              required = true,
              description = "For whoever reads it later; nothing personal.")
          String why) {
    return door.talk(
        spec(),
        talk ->
            told(
                talk.post(
                    "/operators/proposals",
                    fields(Map.of("kind", ListWithdrawal.KIND, "subject", version + " " + why)))));
  }

  @Command(
      name = "proposals",
      description = "List what waits for a second person.",
      version = Version.TEXT,
      mixinStandardHelpOptions = true)
  int proposals(@Mixin OperatorDoorOptions door) {
    return door.talk(
        spec(),
        talk -> {
          JsonArray waiting = talk.get("/operators/proposals").getJsonArray("proposals");
          for (JsonObject proposal : waiting.getValuesAs(JsonObject.class)) {
            out()
                .printf(
                    "%s %s by %s, void after %s: %s%n",
                    proposal.getString("id"),
                    proposal.getString("kind"),
                    proposal.getString("by"),
                    proposal.getString("expiresAt"),
                    proposal.getString("what"));
          }
        });
  }

  @Command(
      name = "approve",
      description =
          "Approve what another person proposed; prints an enrolment code if there is one.",
      version = Version.TEXT,
      mixinStandardHelpOptions = true)
  int approve(
      @Mixin OperatorDoorOptions door,
      @Parameters(paramLabel = "ID", description = "As proposals lists it.") String id) {
    return door.talk(
        spec(), talk -> told(talk.post("/operators/proposals/approve", fields(Map.of("id", id)))));
  }

  @Command(
      name = "decline",
      description = "Decline what another person proposed, or take back what you did.",
      version = Version.TEXT,
      mixinStandardHelpOptions = true)
  int decline(
      @Mixin OperatorDoorOptions door,
      @Parameters(paramLabel = "ID", description = "As proposals lists it.") String id) {
    return door.talk(
        spec(), talk -> told(talk.post("/operators/proposals/decline", fields(Map.of("id", id)))));
  }

  @Command(
      name = "acts",
      description = "Print what operators did, sealed, as 'renkei records verify-acts' reads it.",
      version = Version.TEXT,
      mixinStandardHelpOptions = true)
  int acts(@Mixin OperatorDoorOptions door) {
    return door.talk(spec(), talk -> out().print(talk.text("/operators/acts")));
  }

  private void told(JsonObject answer) {
    UnaryOperator<String> text =
        name -> answer.get(name) instanceof JsonString found ? found.getString() : "";
    if (answer.containsKey("enrolment") || answer.containsKey("told")) {
      out().println("enrolment code: " + text.apply("enrolment") + text.apply("told"));
    } else if (answer.containsKey("proposal")) {
      out().println("proposal: " + text.apply("proposal"));
      out().println("another person must approve it before " + text.apply("expiresAt"));
    } else {
      out().println("done");
    }
  }

  private static JsonObject fields(Map<String, String> values) {
    JsonObjectBuilder json = Json.createObjectBuilder();
    values.forEach(json::add);
    return json.build();
  }

  private PrintWriter out() {
    return spec().commandLine().getOut();
  }

  private CommandSpec spec() {
    return Objects.requireNonNull(spec);
  }
}
