package renkei.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import renkei.codebook.testing.FreePort;
import renkei.gateway.postgres.ExternalPostgres;
import renkei.gateway.testing.SecretFiles;

/** The platform against a PostgreSQL and an Artemis that somebody else runs. */
class ExternalServersTest {

  private static final String PASSWORD = "made-up-for-a-test";

  @TempDir Path folder;

  @Test
  void runsOnServersOfOthersAndSurvivesTheDatabase() throws Exception {
    Path artemis = Files.createDirectories(folder.resolve("artemis"));
    Path secret = SecretFiles.write(folder.resolve("secret"), PASSWORD);
    try (ExternalPostgres postgres = new ExternalPostgres(folder.resolve("postgres"));
        ExternalArtemis queues = new ExternalArtemis(artemis)) {
      String prepare = Files.readString(Path.of("..", "docs", "external-postgresql.sql"));
      postgres.execute(prepare.replace(":'password'", "'" + PASSWORD + "'"));
      Map<String, String> settings =
          Map.of(
              "arrivals.at-once", "0",
              "database.url", postgres.url(),
              "database.user", "renkei",
              "database.password-file", secret.toString(),
              "broker.url", queues.url(),
              "broker.user", ExternalArtemis.USER,
              "broker.password-file", secret.toString());
      try (GatewayProcess gateway = GatewayProcess.start(folder.resolve("data"), settings);
          HttpClient backend = ready(gateway)) {
        JsonObject ready = gateway.awaitReady();
        assertThat(gateway.data.resolve("postgres")).doesNotExist();
        assertThat(gateway.data.resolve("artemis")).doesNotExist();
        assertThat(queues.queues(queueNames())).containsExactlyInAnyOrderElementsOf(queueNames());
        String acknowledged = GatewayProcess.requestCode(backend, ready, "1").body();
        assertThat(acknowledged).contains("\"state\":\"REQUESTED\"");
        gateway.dealsWithAMessage(backend);

        postgres.stop();
        refusesForNow(backend, ready);
        assertThat(gateway.awaitMetric("renkei_queues_seen", "0.0")).isTrue();
        postgres.startAgain();
        awaitAnswer(backend, ready, acknowledged);
        assertThat(gateway.awaitMetric("renkei_queues_seen", "1.0")).isTrue();

        postgres.freeze();
        refusesForNow(backend, ready);
        postgres.thaw();
        awaitAnswer(backend, ready, acknowledged);

        gateway.stop();
        // 128 + SIGTERM: the JVM's own way to say that it stopped because it was told to.
        assertThat(gateway.awaitEnd()).isEqualTo(143);
        assertThat(gateway.output()).doesNotContain(PASSWORD);
      }
    }
  }

  @Test
  void startsWhileItsMessageBrokerIsAwayAndMakesUpForItWhenItComes() throws Exception {
    Path secret = SecretFiles.write(folder.resolve("secret"), PASSWORD);
    int port = FreePort.find();
    Map<String, String> settings =
        Map.of(
            "arrivals.at-once",
            "0",
            "broker.url",
            ExternalArtemis.url(port),
            "broker.user",
            ExternalArtemis.USER,
            "broker.password-file",
            secret.toString());
    try (GatewayProcess gateway = GatewayProcess.start(folder.resolve("data"), settings);
        HttpClient backend = ready(gateway)) {
      assertThat(gateway.output()).contains("the message broker is away");
      assertThat(gateway.awaitMetric("renkei_broker_seen", "0.0")).isTrue();
      JsonObject ready = gateway.awaitReady();
      assertThat(GatewayProcess.requestCode(backend, ready, "1").statusCode()).isEqualTo(200);

      Path artemis = Files.createDirectories(folder.resolve("artemis"));
      try (ExternalArtemis _ = new ExternalArtemis(artemis, port)) {
        gateway.dealsWithAMessage(backend);
        assertThat(gateway.awaitMetric("renkei_broker_seen", "1.0")).isTrue();
      }
    }
  }

  @Test
  void doesNotStartWhenItsMessageBrokerRefusesIt() throws Exception {
    Path artemis = Files.createDirectories(folder.resolve("artemis"));
    Path secret = SecretFiles.write(folder.resolve("secret"), "another");
    try (ExternalArtemis queues = new ExternalArtemis(artemis)) {
      Map<String, String> settings =
          Map.of(
              "broker.url", queues.url(),
              "broker.user", ExternalArtemis.USER,
              "broker.password-file", secret.toString());
      try (GatewayProcess gateway = GatewayProcess.start(folder.resolve("data"), settings)) {
        assertThat(gateway.awaitEnd()).isEqualTo(1);
        assertThat(gateway.output())
            .contains("Renkei did not start: the message broker refuses its login");
      }
    }
  }

  @Test
  void canBeStoppedWhileItsDatabaseDoesNotAnswer() throws Exception {
    Path secret = SecretFiles.write(folder.resolve("secret"), PASSWORD);
    try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      silent.setSoTimeout(60_000);
      Map<String, String> settings =
          Map.of(
              "database.url",
              "jdbc:postgresql://127.0.0.1:" + silent.getLocalPort() + "/renkei",
              "database.user",
              "renkei",
              "database.password-file",
              secret.toString());
      try (GatewayProcess gateway = GatewayProcess.start(folder.resolve("data"), settings);
          Socket _ = silent.accept()) {
        gateway.stop();

        assertThat(gateway.awaitEnd()).isEqualTo(143);
      }
    }
  }

  private static HttpClient ready(GatewayProcess gateway) throws Exception {
    gateway.awaitReady();
    return gateway.backend();
  }

  private static List<String> queueNames() {
    List<String> names = new ArrayList<>();
    for (String tenant : List.of("990019", "990027", "990035")) {
      for (String direction : List.of("in", "out")) {
        for (String lane : List.of("counter", "routine", "bulk")) {
          names.add("renkei." + tenant + "." + direction + "." + lane);
        }
      }
    }
    return names;
  }

  private static void refusesForNow(HttpClient backend, JsonObject ready) throws Exception {
    HttpResponse<String> refused = GatewayProcess.requestCode(backend, ready, "2");

    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
    assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    assertThat(refused.body()).contains("\"error\"");
  }

  private static void awaitAnswer(HttpClient backend, JsonObject ready, String expected)
      throws Exception {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    HttpResponse<String> response = GatewayProcess.requestCode(backend, ready, "1");
    while (response.statusCode() == 503 && System.nanoTime() < deadline) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(250));
      response = GatewayProcess.requestCode(backend, ready, "1");
    }
    assertThat(response.body()).isEqualTo(expected);
  }
}
