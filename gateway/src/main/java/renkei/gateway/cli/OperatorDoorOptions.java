package renkei.gateway.cli;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.Console;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.Scanner;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import renkei.gateway.config.BadConfigurationException;
import renkei.gateway.config.Configuration;
import renkei.gateway.config.ConfiguredFile;
import renkei.gateway.config.Settings;
import renkei.gateway.staff.MachineCode;
import renkei.signing.KeyStoreFile;
import renkei.signing.SecretFile;
import renkei.signing.SigningIdentity;
import renkei.signing.trust.CertificateTrust;

/** Where the platform is that a verb talks to, and as whom the verb does so. */
final class OperatorDoorOptions {

  private static final int FAILED = 1;
  private static final int WRONG = 2;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The data folder of the running platform (default: data/serve in the project).")
  private @Nullable Path data;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The configuration file the platform runs with.")
  private @Nullable Path config;

  @Option(
      names = "--as",
      paramLabel = "LOGIN",
      description =
          "Log in as this operator. Password and one-time code are asked for; without a terminal"
              + " they are the first two lines of standard input.")
  private @Nullable String login;

  @Option(
      names = "--identity",
      paramLabel = "FILE",
      description = "Act as the operator to whom the certificate in this PKCS#12 file is bound.")
  private @Nullable Path identity;

  @Option(
      names = "--identity-password-file",
      paramLabel = "FILE",
      description = "Holds the password of that file.")
  private @Nullable Path identityPassword;

  /** What a verb does at the door. */
  interface Talk {
    void with(OperatorDoorClient door) throws IOException;
  }

  /** Returns the exit code: 1 if the platform refused or is not there; 2 if the call is wrong. */
  int talk(CommandSpec spec, Talk talk) {
    try {
      talk.with(client());
      spec.commandLine().getOut().flush();
      return 0;
    } catch (OperatorDoorClient.RefusedException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return FAILED;
    } catch (IOException e) {
      spec.commandLine().getErr().println("the platform does not answer: " + e.getMessage());
      return FAILED;
    } catch (BadConfigurationException | IllegalArgumentException | UncheckedIOException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return WRONG;
    }
  }

  private OperatorDoorClient client() throws IOException {
    Configuration configuration = configuration();
    OperatorDoorClient door =
        new OperatorDoorClient(address(configuration), trust(configuration), identity());
    if (login != null) {
      door.logIn(login, secret("Password: "), secret("One-time code: "));
    } else if (identity == null) {
      door.showMachineCode(SecretFile.text(configuration.data().resolve(MachineCode.FILE)));
    }
    return door;
  }

  private Configuration configuration() {
    Settings settings = config == null ? Settings.none() : Settings.read(config);
    if (data != null) {
      settings = settings.with("data", data.toAbsolutePath().toString());
    }
    return Configuration.from(settings, Configuration.usualData());
  }

  private static URI address(Configuration configuration) {
    Path file = configuration.data().resolve("ready.json");
    try (JsonReader reader = Json.createReader(Files.newBufferedReader(file))) {
      JsonObject ready = reader.readObject();
      return URI.create(ready.getString("operator"));
    } catch (IOException | JsonException e) {
      throw new IllegalArgumentException(
          "no platform runs on " + configuration.data() + ": there is no " + file, e);
    }
  }

  private static CertificateTrust trust(Configuration configuration) {
    Configuration.KeyFolder keys = configuration.keys();
    String password = ConfiguredFile.secret("keys.password-file", keys.passwordFile());
    return CertificateTrust.anchoredAt(
        KeyStoreFile.open(keys.folder().resolve("anchors.p12"), password.toCharArray()).trusted(),
        Clock.systemUTC());
  }

  private Optional<SigningIdentity> identity() {
    if (identity == null) {
      return Optional.empty();
    }
    if (identityPassword == null) {
      throw new IllegalArgumentException("--identity needs --identity-password-file");
    }
    char[] password = SecretFile.text(identityPassword).toCharArray();
    return Optional.of(KeyStoreFile.open(identity, password).identity("identity"));
  }

  private @Nullable Scanner input;

  private String secret(String prompt) {
    Optional<Console> console = Optional.ofNullable(System.console()).filter(Console::isTerminal);
    if (console.isPresent()) {
      return new String(
          Objects.requireNonNullElse(console.get().readPassword(prompt), new char[0]));
    }
    Scanner lines =
        Objects.requireNonNullElseGet(input, () -> new Scanner(System.in, StandardCharsets.UTF_8));
    input = lines;
    return lines.hasNextLine() ? lines.nextLine() : "";
  }

  /** What a file holds. */
  static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot read " + file, e);
    }
  }

  /** A file's text; empty without a file. */
  static String text(@Nullable Path file) {
    return file == null ? "" : read(file);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot read " + file, e);
    }
  }
}
