package renkei.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import renkei.gateway.config.DirectoryFile;
import renkei.gateway.pki.OwnKeys;
import renkei.gateway.testing.SecretFiles;
import renkei.signing.AlgorithmTable;
import renkei.signing.KeyStoreFile;
import renkei.signing.SigningIdentity;
import renkei.signing.jws.CompactJws;
import renkei.tenantstore.layout.LayoutFile;

class ServeTest {

  private static final String LAYOUT = "TM00000000000202/2030-06";

  @TempDir Path folder;

  @Test
  void keepsWhatItAcknowledgedAcrossKillAndRestartAndStopsCleanly() throws Exception {
    String serialNumber;
    long databasePid;
    try (GatewayProcess first = GatewayProcess.start(folder, Map.of())) {
      JsonObject ready = first.awaitReady();
      assertThat(ready.getJsonNumber("pid").longValue()).isEqualTo(first.pid());
      try (HttpClient backend = first.backend()) {
        serialNumber = GatewayProcess.requestCode(backend, ready, "1").body();
        assertThat(serialNumber).contains("\"state\":\"REQUESTED\"");
        assertThat(read(backend, ready.getString("local") + "/openapi.yaml"))
            .contains("- url: " + ready.getString("local") + "\n");
      }
      try (HttpClient core = first.callerAs("agency-9000000000000001.p12")) {
        assertThat(read(core, ready.getString("national") + "?wsdl"))
            .contains("location=\"" + ready.getString("national") + "\"");
      }
      operatorsAreMadeByTheCommandLine();
      aLayoutOfTheCoreIsLoadedByTheCommandLine(first.agency("9000000000000001"));
      databasePid = databasePid();
      first.kill();
      first.awaitEnd();
    }
    assertThat(isAlive(databasePid)).as("the database is left behind by a kill").isTrue();
    assertThat(folder.resolve("ready.json")).as("nobody was there to remove it").exists();

    Files.delete(folder.resolve("ready.json"));
    long begun = System.nanoTime();
    try (GatewayProcess second = GatewayProcess.start(folder, Map.of())) {
      JsonObject ready = second.awaitReady();
      Duration start = Duration.ofNanos(System.nanoTime() - begun);
      System.out.println("second start after a kill took " + start.toMillis() + " ms");
      assertThat(isAlive(databasePid)).isFalse();
      try (HttpClient backend = second.backend()) {
        assertThat(GatewayProcess.requestCode(backend, ready, "1").body()).isEqualTo(serialNumber);
        assertThat(read(backend, ready.getString("local") + "/tenants/990019/layouts/" + LAYOUT))
            .contains("renkei-layout-2", "児童手当関係情報");
      }
      databasePid = databasePid();

      second.stop();

      second.awaitEnd();
      assertThat(second.output()).contains("elliptic curves by ", " ready ", " stopped ");
      assertThat(isAlive(databasePid)).as("the database runs on").isFalse();
      assertThat(folder.resolve("ready.json")).doesNotExist();
    }
  }

  /** As docs/operations.md says, on a platform that runs. */
  private void operatorsAreMadeByTheCommandLine() throws Exception {
    assertThat(
            operators(
                "add", "sato", "--name", "Sato", "--rights", "observe,approve", "--days", "30"))
        .matches("enrolment code: [A-Z2-7]{4}(-[A-Z2-7]{4}){5}\\s+");
    assertThat(operators("list")).contains("sato", "enrolling", "observe,approve");
    assertThat(operators("end", "sato")).isEqualTo("done\n");
    assertThat(operators("acts", "--as", "sato")).contains("refused:", "wrong-credential");
  }

  /**
   * By a person known by the certificate of its machine, in a file that the core signed: the next
   * edition of one that the demonstration has.
   */
  private void aLayoutOfTheCoreIsLoadedByTheCommandLine(SigningIdentity core) throws Exception {
    Path world = folder.resolve("pki/world");
    Path identity = world.resolve("backend-990019.p12");
    String password = Files.readString(world.resolve("password")).strip();
    byte[] certificate =
        KeyStoreFile.open(identity, password.toCharArray())
            .identity("identity")
            .certificate()
            .getEncoded();
    Path pem =
        Files.writeString(
            folder.resolve("olga.pem"),
            "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
                .formatted(Base64.getMimeEncoder().encodeToString(certificate)));
    Path layout;
    try (InputStream file =
        Objects.requireNonNull(
            ServeTest.class.getResourceAsStream("/layouts/form-2/2026-06/TM00000000000202.json"))) {
      layout =
          Files.write(
              folder.resolve("layout.jws"),
              CompactJws.sign(
                  core,
                  LayoutFile.TYPE,
                  new String(file.readAllBytes(), StandardCharsets.UTF_8)
                      .replace("2026-06", "2030-06")
                      .replace("2028-05-31", "2032-05-31")
                      .getBytes(StandardCharsets.UTF_8),
                  AlgorithmTable.standard(),
                  Clock.systemUTC().instant()));
    }

    assertThat(
            operators(
                "add",
                "olga",
                "--name",
                "Olga",
                "--rights",
                "observe,operate",
                "--days",
                "30",
                "--certificate",
                pem.toString()))
        .isEqualTo("done\n");
    assertThat(
            verb(
                "layouts",
                "load",
                layout.toString(),
                "--identity",
                identity.toString(),
                "--identity-password-file",
                world.resolve("password").toString()))
        .startsWith("kept: TM00000000000202 2030-06 waiting");
  }

  private String operators(String... arguments) throws Exception {
    return verb("operators", arguments);
  }

  private String verb(String group, String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of(group));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--data", folder.toString()));
    try (GatewayProcess verb = GatewayProcess.run(folder, all.toArray(String[]::new))) {
      int code = verb.awaitEnd();
      assertThat(code).as(verb.output()).isEqualTo(verb.output().contains("refused:") ? 1 : 0);
      return verb.output();
    }
  }

  @Test
  void doesNotTakeALostDatabaseForAFirstStart() throws Exception {
    Files.createDirectories(folder.resolve("postgres"));
    Files.writeString(folder.resolve("postgres/password"), "of the database that is gone");
    try (GatewayProcess gateway = GatewayProcess.start(folder, Map.of())) {
      assertThat(gateway.awaitEnd()).isEqualTo(1);
      assertThat(gateway.output())
          .contains("there was a database in " + folder.resolve("postgres/data"), "restore");
      assertThat(folder.resolve("postgres/data")).doesNotExist();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"postgres/data.draft", "postgres/data/postmaster.pid"})
  void leavesNoDatabaseBehindWhenItIsStoppedWhileItStarts(String sign) throws Exception {
    try (GatewayProcess gateway = GatewayProcess.start(folder, Map.of())) {
      gateway.awaitFile(sign);

      gateway.stop();

      assertThat(gateway.awaitEnd()).as("ended by SIGTERM").isEqualTo(143);
      assertThat(gateway.output()).contains(" stopped ").doesNotContain(" ERROR ");
      assertThat(processesOf(folder.resolve("postgres"))).isEmpty();
      assertThat(folder.resolve("ready.json")).doesNotExist();
    }
  }

  /** The processes whose program lies below a folder. */
  private static List<Long> processesOf(Path programs) {
    return ProcessHandle.allProcesses()
        .filter(
            each ->
                each.info()
                    .command()
                    .filter(command -> command.startsWith(programs.toString()))
                    .isPresent())
        .map(ProcessHandle::pid)
        .toList();
  }

  @Test
  void refusesASecondGatewayOnTheSameFolder() throws Exception {
    try (GatewayProcess first = GatewayProcess.start(folder, Map.of())) {
      first.awaitReady();
      long databasePid = databasePid();
      try (GatewayProcess second = GatewayProcess.start(folder, Map.of())) {
        assertThat(second.awaitEnd()).isEqualTo(1);
        assertThat(second.output()).contains("another gateway runs on " + folder, "--data");
      }
      assertThat(isAlive(databasePid)).as("the first one's database is left alone").isTrue();
      assertThat(folder.resolve("ready.json")).exists();
    }
  }

  @Test
  void saysHowItIsUsed() throws Exception {
    try (GatewayProcess help = GatewayProcess.run(folder, "serve", "--help")) {
      assertThat(help.awaitEnd()).isZero();
      assertThat(help.output()).contains("docs/operations.md", "Exit code 1:");
    }
  }

  @Test
  void namesTheBadKeyAndDoesNotStart() throws Exception {
    try (GatewayProcess gateway =
        GatewayProcess.start(folder, Map.of("door.local.port", "80a", "dorr.local.port", "1"))) {
      assertThat(gateway.awaitEnd()).isEqualTo(2);
      assertThat(gateway.output())
          .contains("door.local.port must be a number from 0 to 65535, was: 80a")
          .contains("dorr.local.port is no key of the configuration");
      assertThat(folder.resolve("postgres").resolve("data")).doesNotExist();
    }
  }

  @Test
  void startsOnKeysOfAnOperatorsOwn() throws Exception {
    Path keys = folder.resolve("keys");
    OwnKeys _ = new OwnKeys(keys, DirectoryFile.read(Optional.empty()));
    try (GatewayProcess gateway =
        GatewayProcess.start(
            folder.resolve("data"),
            Map.of("keys.directory", keys.toString(), "installation.environment", "TEST"))) {
      gateway.awaitReady();

      assertThat(folder.resolve("data/pki")).as("nothing is made up").doesNotExist();
      assertThat(gateway.output()).doesNotContain("demonstration");
    }
  }

  @Test
  void saysWhichKeyFileIsMissing() throws Exception {
    Path keys = Files.createDirectories(folder.resolve("keys"));
    SecretFiles.write(keys.resolve("password"), "made up");
    SecretFiles.write(keys.resolve("operator-token"), "made up for this test");
    try (GatewayProcess gateway =
        GatewayProcess.start(
            folder,
            Map.of("keys.directory", keys.toString(), "installation.environment", "TEST"))) {
      assertThat(gateway.awaitEnd()).isEqualTo(2);
      assertThat(gateway.output())
          .contains("keys.directory: ", "tenant-990019.p12")
          .doesNotContain("made up");
    }
  }

  /** What a door publishes. */
  private static String read(HttpClient caller, String address) throws Exception {
    return caller
        .send(
            HttpRequest.newBuilder(URI.create(address)).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private long databasePid() throws IOException {
    return Long.parseLong(
        Files.readAllLines(folder.resolve("postgres/data/postmaster.pid")).getFirst().strip());
  }

  private static boolean isAlive(long pid) {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
  }
}
