package renkei.gateway.cli;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import renkei.codebook.JapanTime;
import renkei.gateway.staff.LayoutActivation;
import renkei.gateway.staff.LayoutWithdrawal;
import renkei.signing.AlgorithmTable;
import renkei.signing.KeyStoreFile;
import renkei.signing.SecretFile;
import renkei.signing.SigningUnavailableException;
import renkei.signing.jws.CompactJws;
import renkei.tenantstore.layout.LayoutFile;

/** The editions of the layouts (データ標準レイアウト): which there are, and from when they answer. */
@Command(
    name = "layouts",
    description = {
      "Editions of the data standard layouts: load them, and say from when they answer.",
      "All but sign talk to the running platform of a data folder, on its machine, as a person:"
          + " with --as or --identity; list shows the code in that folder otherwise.",
      "docs/operations.md explains editions, docs/protocol.md the form of the files."
    },
    version = Version.TEXT,
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class LayoutsCommand {

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(JapanTime.ZONE);

  @Spec private @Nullable CommandSpec spec;

  @Command(
      name = "sign",
      description = {
        "Sign a layout as its publisher, and write it beside the file, as FILE.jws.",
        "The layout is read first; one that would not be taken is not signed."
      },
      version = Version.TEXT,
      mixinStandardHelpOptions = true)
  int sign(
      @Parameters(paramLabel = "FILE", description = "The layout (JSON).") Path file,
      @Option(
              names = "--identity",
              required = true,
              paramLabel = "FILE",
              description = "The publisher's key and certificate (PKCS#12).")
          Path identity,
      @Option(
              names = "--identity-password-file",
              required = true,
              paramLabel = "FILE",
              description = "Holds the password of that file.")
          Path password) {
    try {
      byte[] layout = Files.readAllBytes(file);
      return switch (LayoutFile.read(layout)) {
        case LayoutFile.Reading.Refused refused -> {
          spec().commandLine().getErr().println("refused: " + refused.refused().en());
          spec().commandLine().getErr().println(refused.refused().ja());
          yield 1;
        }
        case LayoutFile.Reading.Read _ -> {
          byte[] signed =
              CompactJws.sign(
                  KeyStoreFile.open(identity, SecretFile.text(password).toCharArray())
                      .identity("identity"),
                  LayoutFile.TYPE,
                  layout,
                  AlgorithmTable.standard(),
                  Clock.systemUTC().instant());
          Path beside = Path.of(file + ".jws");
          Files.write(beside, signed);
          out().println("signed: " + beside);
          out().flush();
          yield 0;
        }
      };
    } catch (IOException | IllegalArgumentException | SigningUnavailableException e) {
      spec().commandLine().getErr().println("cannot sign " + file + ": " + e.getMessage());
      return 2;
    }
  }

  @Command(
      name = "load",
      description = {
        "Load a signed layout. It answers from the day that stands in it; the same file again"
            + " changes nothing."
      },
      version = Version.TEXT,
      mixinStandardHelpOptions = true)
  int load(
      @Mixin OperatorDoorOptions door,
      @Parameters(paramLabel = "FILE", description = "The signed layout, as its publisher gave it.")
          Path file) {
    return door.talk(
        spec(),
        talk -> {
          JsonObject taken =
              talk.put("/api/layouts", "application/jose", OperatorDoorOptions.bytes(file));
          out()
              .println(
                  (taken.getString("result").equals("KEPT") ? "kept: " : "kept before: ")
                      + line(taken));
        });
  }

  @Command(
      name = "list",
      description = "List all editions: which answer, and from when the others will.",
      version = Version.TEXT,
      mixinStandardHelpOptions = true)
  int list(@Mixin OperatorDoorOptions door) {
    return door.talk(
        spec(),
        talk ->
            talk.get("/api/layouts")
                .getJsonArray("layouts")
                .getValuesAs(JsonObject.class)
                .forEach(layout -> out().println(line(layout))));
  }

  private static String line(JsonObject layout) {
    return "%s %s %-9s from %s %s"
        .formatted(
            layout.getString("information"),
            layout.getString("edition"),
            layout.getString("standing").toLowerCase(Locale.ROOT).replace('_', ' '),
            MINUTE.format(Instant.parse(layout.getString("answersAt"))),
            layout.getString("nameJa"));
  }

  @Command(
      name = "activate",
      description = {
        "Propose another day from which an edition answers that does not answer yet; another person"
            + " must approve it.",
        "The day begins at midnight in Japan, tomorrow at the earliest."
      },
      version = Version.TEXT,
      mixinStandardHelpOptions = true)
  int activate(
      @Mixin OperatorDoorOptions door,
      @Parameters(paramLabel = "INFORMATION", description = "Information code, TM and 14 digits.")
          String information,
      @Parameters(paramLabel = "EDITION", description = "Such as 2027-06.") String edition,
      @Option(
              names = "--from",
              required = true,
              paramLabel = "DAY",
              description =
                  "Such as 2027-06-01; with demonstration keys also an instant, such as"
                      + " 2027-05-31T15:00:00Z.")
          String from) {
    return propose(door, LayoutActivation.KIND, String.join(" ", information, edition, from));
  }

  @Command(
      name = "withdraw",
      description = {
        "Propose to take back an edition that does not answer yet, for good; another person must"
            + " approve it."
      },
      version = Version.TEXT,
      mixinStandardHelpOptions = true)
  int withdraw(
      @Mixin OperatorDoorOptions door,
      @Parameters(paramLabel = "INFORMATION", description = "Information code, TM and 14 digits.")
          String information,
      @Parameters(paramLabel = "EDITION", description = "Such as 2027-06.") String edition) {
    return propose(door, LayoutWithdrawal.KIND, information + " " + edition);
  }

  private int propose(OperatorDoorOptions door, String kind, String subject) {
    return door.talk(
        spec(),
        talk -> {
          JsonObject proposed =
              talk.post("/operators/proposals", fields(Map.of("kind", kind, "subject", subject)));
          out().println("proposal: " + proposed.getString("proposal"));
          out().println("another person must approve it before " + proposed.getString("expiresAt"));
        });
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
