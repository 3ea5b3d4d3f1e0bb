package renkei.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import renkei.gateway.config.DirectoryFile;
import renkei.gateway.national.CoreMessage;
import renkei.gateway.national.HeldAgencies;
import renkei.gateway.pki.DemonstrationPki;
import renkei.signing.KeyStoreFile;
import renkei.signing.SigningIdentity;
import renkei.signing.tls.Tls;
import renkei.signing.trust.CertificateTrust;

/** A gateway that gets SIGTERM with its hands full: callers, a load, answers on their way. */
@Timeout(300)
class StopTest {

  private static final String CORE = "9000000000000001";
  private static final String PENSION = "9000000000000011";

  /** More than the 32 that may be on their way at once, so that some wait when the signal comes. */
  private static final int INQUIRIES = 48;

  private static final int CALLERS = 4;
  private static final int LINES = 1_000;
  private static final String REPLICAS = "/tenants/990019/replicas/TM00000000000201/2026-06";
  private static final String HEADER =
      "operation,addressee_number,record_key,sequence,as_of,valid_from,valid_to,group,instance,TK00000000020001,TK00000000020002,TK00000000020009,"
          + "TK00000000020010,TK00000000020015,TK00000000020016,TK00000000020017,TK00000000020018\n";

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir Path folder;

  @Test
  void finishesWhatIsInHandAndKeepsTheRestForTheNextStart() throws Exception {
    Path keys = folder.resolve("pki");
    assertThat(
            new DemonstrationPki(keys, Clock.systemUTC())
                .makeIfMissing(DirectoryFile.read(Optional.empty())))
        .isTrue();
    try (HeldAgencies agencies = agencies(keys.resolve("world"))) {
      // A machine with much else to do must not cut off what this test lets finish.
      Map<String, String> settings =
          Map.of(
              "route.agencies",
              agencies.address().toString(),
              "stop.requests",
              PATIENCE.toString(),
              "stop.work",
              PATIENCE.toString());
      Map<String, String> serialNumbers;
      try (GatewayProcess gateway = GatewayProcess.start(folder, settings)) {
        serialNumbers = stopInTheMiddleOfEverything(gateway, agencies);
      }
      List<String> answeredBefore = agencies.receipted();
      assertThat(answeredBefore).as("work in hand").isNotEmpty();
      assertThat(answeredBefore).as("some work still waits").hasSizeLessThan(INQUIRIES);

      try (GatewayProcess gateway = GatewayProcess.start(folder, settings);
          HttpClient backend = ready(gateway)) {
        JsonObject ready = gateway.awaitReady();
        for (Map.Entry<String, String> each : serialNumbers.entrySet()) {
          assertThat(GatewayProcess.requestCode(backend, ready, each.getKey()).body())
              .isEqualTo(each.getValue());
        }
        for (int line : new int[] {0, LINES - 1, LINES}) {
          assertThat(get(backend, ready, REPLICAS + "/" + person(line)).statusCode())
              .as("line " + line)
              .isEqualTo(200);
        }
        await("every answer is sent", () -> agencies.receipted().size() >= INQUIRIES);
        assertThat(
                gateway.awaitMetric(
                    "renkei_queue_depth{direction=\"out\",lane=\"counter\",tenant=\"990019\"}",
                    "0.0"))
            .as("nothing waits any more")
            .isTrue();
        assertThat(agencies.receipted()).hasSize(INQUIRIES).doesNotHaveDuplicates();
        assertThat(get(backend, ready, "/tenants/990019/records?role=PROVIDER").body().lines())
            .hasSize(INQUIRIES);
      }
    }
  }

  /** Returns what its callers were told, by addressee number. */
  private static Map<String, String> stopInTheMiddleOfEverything(
      GatewayProcess gateway, HeldAgencies agencies) throws Exception {
    JsonObject ready = gateway.awaitReady();
    try (HttpClient backend = gateway.backend();
        Callers callers = new Callers(backend, ready);
        Load load = new Load(backend, ready)) {
      await("callers are served", () -> callers.acknowledged.size() > 20);
      load.awaitBegin();
      // The last of all: a sender waits a quarter of a minute for a receipt, and no longer.
      inquire(gateway, ready);
      await("answers are on their way", () -> agencies.waiting() > 4);

      callers.expectRefusals();
      gateway.stop();

      callers.awaitRefusal();
      HttpResponse<String> receipt = load.finish();
      assertThat(receipt.statusCode()).as(receipt.body()).isEqualTo(200);
      assertThat(receipt.body()).contains("\"applied\":" + (LINES + 1));
      for (String door : List.of("national", "local", "operator")) {
        int port = URI.create(ready.getString(door)).getPort();
        await(door + " door is closed", () -> !takesConnections(port));
      }
      assertThat(agencies.waiting()).as("answers still on their way").isPositive();
      assertThat(gateway.isAlive()).isTrue();

      agencies.letGo();

      assertThat(gateway.awaitEnd()).as("ended by SIGTERM").isEqualTo(143);
      assertThat(gateway.output())
          .contains(" stopped ")
          .doesNotContain(" ERROR ", "was not finished", "cut off");
      assertThat(callers.wrong).isEmpty();
      return callers.acknowledged;
    }
  }

  /** The core hands in what the pension service asks; every one is receipted. */
  private static void inquire(GatewayProcess gateway, JsonObject ready) throws Exception {
    SigningIdentity core = gateway.agency(CORE);
    SigningIdentity pension = gateway.agency(PENSION);
    List<HttpRequest> requests = new ArrayList<>();
    for (int n = 0; n < INQUIRIES; n++) {
      requests.add(
          HttpRequest.newBuilder(URI.create(ready.getString("national")))
              .header("Content-Type", "application/soap+xml")
              .POST(BodyPublishers.ofByteArray(CoreMessage.permittedInquiry(core, pension)))
              .build());
    }
    try (HttpClient caller = gateway.callerAs("agency-" + CORE + ".p12");
        ExecutorService threads = Executors.newFixedThreadPool(CALLERS)) {
      for (Future<HttpResponse<String>> each :
          threads.invokeAll(
              requests.stream()
                  .<Callable<HttpResponse<String>>>map(
                      request -> () -> caller.send(request, BodyHandlers.ofString()))
                  .toList())) {
        assertThat(each.get().statusCode()).as(each.get().body()).isEqualTo(200);
      }
    }
  }

  /** They ask for one serial number after the other, until the door is closed. */
  private static final class Callers implements AutoCloseable {

    final Map<String, String> acknowledged = new ConcurrentHashMap<>();

    /** Whatever was neither taken nor refused for the time being. */
    final Queue<String> wrong = new ConcurrentLinkedQueue<>();

    private final HttpClient backend;
    private final JsonObject ready;
    private final AtomicInteger next = new AtomicInteger(1);
    private final CountDownLatch refused = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean refusalsExpected;

    Callers(HttpClient backend, JsonObject ready) {
      this.backend = backend;
      this.ready = ready;
      for (int caller = 0; caller < CALLERS; caller++) {
        threads.execute(this::callUntilClosed);
      }
    }

    private void callUntilClosed() {
      try {
        while (true) {
          String number = Integer.toString(next.getAndIncrement());
          HttpResponse<String> response = GatewayProcess.requestCode(backend, ready, number);
          switch (response.statusCode()) {
            case 200 -> acknowledged.put(number, response.body());
            case 503 -> noteRefusal();
            default -> wrong.add(response.statusCode() + " " + response.body());
          }
        }
      } catch (IOException e) {
        noteRefusal();
        if (!refusalsExpected) {
          wrong.add("no answer: " + e);
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }

    private void noteRefusal() {
      if (refusalsExpected) {
        refused.countDown();
      }
    }

    void expectRefusals() {
      refusalsExpected = true;
    }

    void awaitRefusal() throws InterruptedException {
      assertThat(refused.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    @Override
    public void close() {
      threads.shutdownNow();
    }
  }

  /** A load of replicas of which all lines but the last have come. */
  private static final class Load implements AutoCloseable {

    private final CountDownLatch begun = new CountDownLatch(1);
    private final PipedOutputStream lines = new PipedOutputStream();
    private final ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor();
    private final Future<HttpResponse<String>> response;

    Load(HttpClient backend, JsonObject ready) throws IOException {
      PipedInputStream body = new PipedInputStream(lines, 1 << 20);
      lines.write(bytes(HEADER));
      lines.write(
          bytes(IntStream.range(0, LINES).mapToObj(Load::line).collect(Collectors.joining())));
      lines.flush();
      HttpRequest request =
          HttpRequest.newBuilder(
                  URI.create(ready.getString("local") + REPLICAS + "?load=difference"))
              .header("Content-Type", "text/csv")
              // The body is asked for only when the door has the request in hand.
              .expectContinue(true)
              .POST(
                  BodyPublishers.ofInputStream(
                      () -> {
                        begun.countDown();
                        return body;
                      }))
              .build();
      response = thread.submit(() -> backend.send(request, BodyHandlers.ofString()));
    }

    private static String line(int number) {
      return "PUT," + person(number) + ",2026,20260601,2026-06-01,,,,,2026,1,1,2,3,4,5,6\n";
    }

    private static byte[] bytes(String text) {
      return text.getBytes(StandardCharsets.UTF_8);
    }

    void awaitBegin() throws InterruptedException {
      assertThat(begun.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    HttpResponse<String> finish() throws Exception {
      lines.write(bytes(line(LINES)));
      lines.close();
      return response.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    @Override
    public void close() throws IOException {
      lines.close();
      thread.shutdownNow();
    }
  }

  private static String person(int line) {
    return "0000000LOAD%04d".formatted(line);
  }

  private static HeldAgencies agencies(Path world) throws IOException {
    char[] password = Files.readString(world.resolve("password")).toCharArray();
    SigningIdentity pension =
        KeyStoreFile.open(world.resolve("agency-" + PENSION + ".p12"), password)
            .identity("identity");
    KeyStoreFile anchors = KeyStoreFile.open(world.resolve("anchors.p12"), password);
    return new HeldAgencies(
        pension,
        Tls.context(pension, CertificateTrust.anchoredAt(anchors.trusted(), Clock.systemUTC())));
  }

  private static HttpClient ready(GatewayProcess gateway) throws Exception {
    gateway.awaitReady();
    return gateway.backend();
  }

  private static HttpResponse<String> get(HttpClient backend, JsonObject ready, String path)
      throws Exception {
    return backend.send(
        HttpRequest.newBuilder(URI.create(ready.getString("local") + path)).build(),
        BodyHandlers.ofString());
  }

  private static void await(String what, Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.call()) {
      assertThat(System.nanoTime()).as(what).isLessThan(deadline);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  private static boolean takesConnections(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException _) {
      return false;
    }
  }
}
