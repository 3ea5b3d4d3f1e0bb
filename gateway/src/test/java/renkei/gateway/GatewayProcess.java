package renkei.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import renkei.gateway.national.CoreMessage;
import renkei.gateway.postgres.SharedPrograms;
import renkei.signing.KeyStoreFile;
import renkei.signing.SigningIdentity;
import renkei.signing.tls.Tls;
import renkei.signing.trust.CertificateTrust;

/** The platform in a process of its own, as {@code ./renkei serve} starts it. */
final class GatewayProcess implements AutoCloseable {

  /** Patience with a machine that has much else to do, and no measure of anything. */
  private static final Duration START_LIMIT = Duration.ofMinutes(3);

  private static final Duration STOP_LIMIT = Duration.ofMinutes(3);

  final Path data;
  private final Process process;
  private final Path output;

  private GatewayProcess(Path data, Process process, Path output) {
    this.data = data;
    this.process = process;
    this.output = output;
  }

  /** Starts it on free ports; {@code settings} come on top. Does not wait. */
  static GatewayProcess start(Path data, Map<String, String> settings) throws IOException {
    return start(data, settings, Map.of());
  }

  /** As {@link #start(Path, Map)}, with variables of the environment and options of serve. */
  static GatewayProcess start(
      Path data, Map<String, String> settings, Map<String, String> environment, String... options)
      throws IOException {
    Files.createDirectories(data);
    if (!settings.containsKey("database.url")) {
      SharedPrograms.linkInto(data.resolve("postgres"));
    }
    Map<String, String> all = new LinkedHashMap<>();
    all.put("door.national.port", "0");
    all.put("door.local.port", "0");
    all.put("door.operator.port", "0");
    all.put("hazelcast.port", "0");
    all.putAll(settings);
    Properties properties = new Properties();
    properties.putAll(all);
    Path config = data.resolve("test.properties");
    try (var writer = Files.newBufferedWriter(config)) {
      properties.store(writer, null);
    }
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("serve", "--data", data.toString(), "--config", config.toString()));
    arguments.addAll(List.of(options));
    return run(data, environment, arguments);
  }

  /** Runs the command line. */
  static GatewayProcess run(Path data, String... arguments) throws IOException {
    return run(data, Map.of(), List.of(arguments));
  }

  private static GatewayProcess run(
      Path data, Map<String, String> environment, List<String> arguments) throws IOException {
    Path output = Files.createTempFile(data, "output-", ".log");
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.add("-Dorg.apache.xml.security.ignoreLineBreaks=true");
    command.addAll(
        List.of(System.getProperty("renkei.short-lived", "-XX:+UseSerialGC").split(" ")));
    command.add("-Xmx512m");
    String classPath = SharedArchive.classPath();
    command.addAll(SharedArchive.flags(classPath));
    command.add("-cp");
    command.add(classPath);
    command.add(Main.class.getName());
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    // Nobody types: a verb that asks for something hears that there is nothing.
    builder.redirectInput(new File("/dev/null"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    return new GatewayProcess(data, process, output);
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Waits until it takes requests and says where. */
  JsonObject awaitReady() throws Exception {
    Path file = awaitFile("ready.json");
    try (Reader reader = Files.newBufferedReader(file);
        JsonReader json = Json.createReader(reader)) {
      return json.readObject();
    }
  }

  /** Waits until a file or folder is there, below the data folder, while it starts. */
  Path awaitFile(String name) throws Exception {
    Path file = data.resolve(name);
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (!Files.exists(file)) {
      if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
        throw new AssertionError("it ended instead of getting ready:\n" + output());
      }
      if (System.nanoTime() > deadline) {
        throw new AssertionError("it is not ready after " + START_LIMIT + ":\n" + output());
      }
    }
    return file;
  }

  /** Waits for its end; returns the exit code. */
  int awaitEnd() throws Exception {
    if (!process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("it did not end within " + STOP_LIMIT + ":\n" + output());
    }
    return process.exitValue();
  }

  /** SIGTERM. */
  void stop() {
    process.destroy();
  }

  /** SIGKILL. */
  void kill() {
    process.destroyForcibly();
  }

  String output() throws IOException {
    return Files.readString(output);
  }

  /** A local system of tenant 990019. */
  HttpClient backend() throws IOException {
    return callerAs("backend-990019.p12");
  }

  /** Whoever has this key file of the world outside. */
  HttpClient callerAs(String keys) throws IOException {
    return HttpClient.newBuilder()
        .sslContext(
            Tls.context(
                outside(keys).identity("identity"),
                CertificateTrust.anchoredAt(outside("anchors.p12").trusted(), Clock.systemUTC())))
        .connectTimeout(Duration.ofSeconds(5))
        .build();
  }

  /** What an agency of the world outside signs with. */
  SigningIdentity agency(String code) throws IOException {
    return outside("agency-" + code + ".p12").identity("identity");
  }

  private KeyStoreFile outside(String file) throws IOException {
    Path world = data.resolve("pki").resolve("world");
    char[] password = Files.readString(world.resolve("password")).toCharArray();
    return KeyStoreFile.open(world.resolve(file), password);
  }

  /** Waits until a metric, with its labels, has a value; false if it does not come to that. */
  boolean awaitMetric(String name, String value) throws Exception {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (System.nanoTime() < deadline) {
      if (metric(name).filter(value::equals).isPresent()) {
        return true;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(250));
    }
    return false;
  }

  /** What a metric, with its labels, says now; empty if there is none. */
  Optional<String> metric(String name) throws Exception {
    return get(URI.create(awaitReady().getString("operator") + "/metrics"))
        .body()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .map(line -> line.substring(name.length() + 1))
        .findFirst();
  }

  /** Asks the operator door, with the token. */
  HttpResponse<String> get(URI address) throws Exception {
    String token = Files.readString(data.resolve("pki").resolve("operator-token"));
    HttpRequest request =
        HttpRequest.newBuilder(address).header("Authorization", "Bearer " + token).build();
    try (HttpClient client = backend()) {
      return client.send(request, BodyHandlers.ofString());
    }
  }

  /**
   * Hands in a message of the national network and waits until it is recorded as dealt with, the
   * first of its tenant: without a permission list it is refused. Where nothing is dealt with at
   * once, a worker learns of it from its queue.
   */
  void dealsWithAMessage(HttpClient backend) throws Exception {
    JsonObject ready = awaitReady();
    HttpRequest records =
        HttpRequest.newBuilder(
                URI.create(ready.getString("local") + "/tenants/990019/records?role=PROVIDER"))
            .build();
    assertThat(backend.send(records, BodyHandlers.ofString()).body()).isEmpty();
    byte[] message =
        CoreMessage.permittedInquiry(agency("9000000000000001"), agency("9000000000000011"));
    try (HttpClient core = callerAs("agency-9000000000000001.p12")) {
      HttpResponse<String> receipt =
          core.send(
              HttpRequest.newBuilder(URI.create(ready.getString("national")))
                  .header("Content-Type", "application/soap+xml")
                  .POST(HttpRequest.BodyPublishers.ofByteArray(message))
                  .build(),
              BodyHandlers.ofString());
      assertThat(receipt.statusCode()).as(receipt.body()).isEqualTo(200);
    }
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    String recorded = "";
    while (recorded.isEmpty() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
      recorded = backend.send(records, BodyHandlers.ofString()).body();
    }
    assertThat(recorded).contains("\"outcome\":\"REFUSED\"");
  }

  /** Asks for the serial number of a person, which is a write to the database. */
  static HttpResponse<String> requestCode(HttpClient backend, JsonObject ready, String number)
      throws IOException, InterruptedException {
    return backend.send(
        HttpRequest.newBuilder(
                URI.create(ready.getString("local") + "/tenants/990019/serial-numbers"))
            .header("Content-Type", "application/json")
            .timeout(Duration.ofSeconds(30))
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"addresseeNumbers\":[\"%15s\"]}".formatted(number).replace(' ', '0')))
            .build(),
        BodyHandlers.ofString());
  }

  @Override
  public void close() {
    try {
      if (process.isAlive()) {
        stop();
        if (!process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
          kill();
        }
      }
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
    }
  }
}
