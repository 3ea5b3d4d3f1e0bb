package renkei.gateway.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.apache.cxf.message.Message;
import org.apache.cxf.transport.http.AbstractHTTPDestination;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import renkei.codebook.AgencyCode;
import renkei.codebook.directory.Agency;
import renkei.codebook.directory.AgencyDirectory;
import renkei.codebook.directory.AgencyKind;
import renkei.gateway.jetty.HttpsDoor.ClientCertificate;
import renkei.gateway.jetty.HttpsDoor.Limits;
import renkei.gateway.logging.Refusals;
import renkei.gateway.pki.DemonstrationPki;
import renkei.gateway.testing.CapturedLog;
import renkei.gateway.testing.Loopback;
import renkei.gateway.testing.OpenEntrance;

class HttpsDoorTest {

  private static final int LARGEST_BODY = 10_000;
  private static final int REQUESTS = 2;

  @TempDir static java.nio.file.Path temporary;
  private static java.nio.file.Path pki;

  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch gate = new CountDownLatch(1);
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private HttpsDoor door;

  @BeforeAll
  static void makeKeys() {
    pki = temporary.resolve("pki");
    AgencyDirectory directory =
        new AgencyDirectory(
            List.of(
                new Agency(
                    new AgencyCode("9000000000000001"),
                    AgencyKind.CORE,
                    Optional.empty(),
                    "核",
                    "Core")));
    for (java.nio.file.Path folder : List.of(pki, temporary.resolve("strangers"))) {
      new DemonstrationPki(folder, Clock.systemUTC()).makeIfMissing(directory);
    }
  }

  @BeforeEach
  void open() throws Exception {
    door =
        new HttpsDoor(
            "test",
            Loopback.free(),
            context(Optional.of("platform.p12")),
            ClientCertificate.REQUIRED,
            new Limits(100, REQUESTS, 3 * REQUESTS, LARGEST_BODY));
    door.reportTo(new Refusals(metrics, "test"));
    door.rest(List.of(new Hello(begun, gate)), List.of(), OpenEntrance.at("/hello", "/hello/slow"));
    door.messages("/national", HttpsDoorTest::hear, OpenEntrance.at("/national"));
    door.open();
  }

  @AfterEach
  void close() {
    gate.countDown();
    door.close();
  }

  /** A resource that says who called, and on which kind of thread it was served. */
  @Path("/hello")
  public static class Hello {

    private final CountDownLatch begun;
    private final CountDownLatch gate;

    Hello(CountDownLatch begun, CountDownLatch gate) {
      this.begun = begun;
      this.gate = gate;
    }

    /** Answers when the test lets it. */
    @GET
    @Path("/slow")
    public String slow() throws InterruptedException {
      begun.countDown();
      return Boolean.toString(gate.await(30, TimeUnit.SECONDS));
    }

    /** The caller's name. */
    @GET
    public String hello(@Context HttpServletRequest request) {
      var chain =
          (X509Certificate[]) request.getAttribute("jakarta.servlet.request.X509Certificate");
      return chain[0].getSubjectX500Principal().getName()
          + " virtual="
          + Thread.currentThread().isVirtual();
    }

    /** The length of the body. */
    @POST
    public String count(InputStream body) throws IOException {
      return Integer.toString(body.readAllBytes().length);
    }
  }

  /** Answers below CXF's interceptors. */
  private static void hear(Message message) {
    if (message.get(AbstractHTTPDestination.HTTP_RESPONSE)
        instanceof HttpServletResponse response) {
      try {
        response.getOutputStream().print("heard");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Test
  void knowsItsCallerAndServesOnVirtualThreads() throws Exception {
    HttpResponse<String> response = get("/hello", certified());

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).contains("CN=Agency 9000000000000001").endsWith("virtual=true");
  }

  @Test
  void letsNobodyInWithoutACertificate() throws Exception {
    HttpClient stranger = client(Optional.empty(), "TLSv1.3");

    assertThatThrownBy(() -> get("/hello", stranger)).isInstanceOf(IOException.class);
  }

  @Test
  void countsAndLogsCertificatesItDoesNotTrust() throws Exception {
    try (CapturedLog log = CapturedLog.open();
        HttpClient stranger =
            client(Optional.of("../strangers/world/agency-9000000000000001.p12"), "TLSv1.3")) {
      assertThatThrownBy(() -> get("/hello", stranger)).isInstanceOf(IOException.class);

      awaitRefusal("TLS_HANDSHAKE");
      log.tells("test door refused TLS_HANDSHAKE from 127.0.0.1", List.of("CN="));
    }
  }

  @Test
  void closesConnectionsThatDripTheirHeaders() throws Exception {
    try (CapturedLog log = CapturedLog.open();
        Socket socket =
            context(Optional.of("world/agency-9000000000000001.p12"))
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), door.port())) {
      assertThat(secondsUntilClosed(socket, "GET /hello HTTP/1.1\r\nX-Drip: " + "x".repeat(90)))
          .isBetween(10L, 25L);
      awaitRefusal("SLOW_HEADERS");
      log.tells("SLOW_HEADERS", List.of("xxx"));
    }
  }

  @Test
  void closesConnectionsThatDripTheirHandshake() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), door.port())) {
      // The head of a TLS record that announces 16 KiB.
      assertThat(secondsUntilClosed(socket, "\u0016\u0003\u0001@\u0000" + "\u0001".repeat(90)))
          .isBetween(4L, 12L);
      awaitRefusal("SLOW_HANDSHAKE");
    }
  }

  /** One byte a second, until the other side has had enough. */
  private static long secondsUntilClosed(Socket socket, String bytes) throws IOException {
    long start = System.nanoTime();
    socket.setSoTimeout(1_000);
    try {
      for (byte each : bytes.getBytes(StandardCharsets.US_ASCII)) {
        socket.getOutputStream().write(each);
        try {
          if (socket.getInputStream().read() < 0) {
            break;
          }
        } catch (SocketTimeoutException _) {
          // Still open: the next byte.
        }
      }
    } catch (IOException _) {
      // Closed while writing.
    }
    return Duration.ofNanos(System.nanoTime() - start).toSeconds();
  }

  private double refused(String reason) {
    Counter counter = metrics.find("renkei.refused").tags("reason", reason).counter();
    return counter == null ? 0 : counter.count();
  }

  /** The server counts on a thread of its own. */
  private void awaitRefusal(String reason) {
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (refused(reason) == 0 && System.nanoTime() < end) {
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
    assertThat(refused(reason)).isPositive();
  }

  @Test
  void speaksNothingOlderThanTls13() throws Exception {
    HttpClient old = client(Optional.of("world/agency-9000000000000001.p12"), "TLSv1.2");

    assertThatThrownBy(() -> get("/hello", old)).isInstanceOf(IOException.class);
  }

  @Test
  void servesMessagesAtTheirOnePath() throws Exception {
    assertThat(get("/national", certified()).body()).isEqualTo("heard");
    assertThat(get("/national/below", certified()).statusCode()).isEqualTo(404);
  }

  @Test
  void refusesForNowWhatItCannotServeSoon() throws Exception {
    HttpClient client = certified();
    List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
    CompletableFuture<HttpResponse<String>> first = new CompletableFuture<>();
    for (int i = 0; i <= 2 * REQUESTS; i++) {
      CompletableFuture<HttpResponse<String>> each = slow(client);
      waiting.add(each);
      CompletableFuture<Boolean> _ = each.thenApply(first::complete);
    }
    // Which ones are served and which refused is left to chance; whoever comes back first is
    // refused.
    HttpResponse<String> refused = first.get(30, TimeUnit.SECONDS);

    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    gate.countDown();
    for (CompletableFuture<HttpResponse<String>> each : waiting) {
      assertThat(each.get(30, TimeUnit.SECONDS).statusCode()).isIn(200, 503);
    }
  }

  @Test
  void keepsRoomForOthersWhateverOneCallerAsks() throws Exception {
    try (HttpsDoor shared =
        new HttpsDoor(
            "shared",
            Loopback.free(),
            context(Optional.of("platform.p12")),
            ClientCertificate.REQUIRED,
            new Limits(100, 2 * REQUESTS, REQUESTS, LARGEST_BODY))) {
      shared.reportTo(new Refusals(metrics, "shared"));
      shared.rest(
          List.of(new Hello(begun, gate)), List.of(), OpenEntrance.at("/hello", "/hello/slow"));
      shared.open();
      URI address = URI.create("https://127.0.0.1:" + shared.port() + "/hello");
      HttpClient greedy = certified();
      HttpRequest slow = HttpRequest.newBuilder(address.resolve("/hello/slow")).build();
      List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
      CompletableFuture<HttpResponse<String>> first = new CompletableFuture<>();
      for (int i = 0; i <= REQUESTS; i++) {
        CompletableFuture<HttpResponse<String>> each =
            greedy.sendAsync(slow, BodyHandlers.ofString());
        waiting.add(each);
        CompletableFuture<Boolean> _ = each.thenApply(first::complete);
      }
      HttpResponse<String> refused = first.get(30, TimeUnit.SECONDS);
      HttpResponse<String> other =
          client(Optional.of("platform.p12"), "TLSv1.3")
              .send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());

      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.headers().firstValue("Retry-After")).isPresent();
      assertThat(refused("BUSY")).isEqualTo(1);
      assertThat(other.statusCode()).isEqualTo(200);
      gate.countDown();
      for (CompletableFuture<HttpResponse<String>> each : waiting) {
        assertThat(each.get(30, TimeUnit.SECONDS).statusCode()).isIn(200, 503);
      }
    }
  }

  @Test
  void letsARequestInHandFinishWhenItCloses() throws Exception {
    CompletableFuture<HttpResponse<String>> inHand = slow(certified());
    assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();

    URI address = uri("/hello");
    Thread closing = Thread.ofVirtual().start(door::close);
    gate.countDown();

    assertThat(inHand.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    assertThat(closing.join(Duration.ofSeconds(30))).isTrue();
    assertThatThrownBy(
            () ->
                certified()
                    .send(HttpRequest.newBuilder(address).build(), BodyHandlers.discarding()))
        .isInstanceOf(IOException.class);
  }

  @Test
  void closesThoughARequestIsInHand() throws Exception {
    CompletableFuture<HttpResponse<String>> inHand = slow(certified());
    assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
    int port = door.port();
    try (CapturedLog log = CapturedLog.open()) {
      door.close();

      log.tells("test door cut off requests", List.of());
      assertThat(log.lines()).noneMatch(line -> line.startsWith("ERROR"));
    }
    assertThat(door.port()).isEqualTo(port);
    assertThatThrownBy(() -> inHand.get(30, TimeUnit.SECONDS))
        .hasCauseInstanceOf(IOException.class);
    assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
        .isInstanceOf(IOException.class);
  }

  private CompletableFuture<HttpResponse<String>> slow(HttpClient client) {
    return client.sendAsync(
        HttpRequest.newBuilder(uri("/hello/slow")).build(), BodyHandlers.ofString());
  }

  @Test
  void refusesABodyThatIsTooLargeWhetherAnnouncedOrNot() throws Exception {
    byte[] large = new byte[LARGEST_BODY + 1];
    HttpRequest announced =
        HttpRequest.newBuilder(uri("/hello")).POST(BodyPublishers.ofByteArray(large)).build();
    HttpRequest streamed =
        HttpRequest.newBuilder(uri("/hello"))
            .POST(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(large)))
            .build();

    HttpResponse<String> refused = certified().send(announced, BodyHandlers.ofString());

    assertThat(refused.statusCode()).isEqualTo(413);
    assertThat(refused.body()).isEqualTo("told: 413 TOO_LARGE");
    assertThat(refused("TOO_LARGE")).isEqualTo(1);
    HttpResponse<String> alsoRefused = certified().send(streamed, BodyHandlers.ofString());
    assertThat(alsoRefused.statusCode()).isEqualTo(413);
    assertThat(alsoRefused.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(alsoRefused.body()).isEqualTo("told: 413 TOO_LARGE");
    assertThat(refused("TOO_LARGE")).isEqualTo(2);
  }

  @Test
  void refusesHeadersThatAreTooLarge() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(uri("/hello")).header("X-Large", "x".repeat(20_000)).build();

    assertThat(certified().send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(431);
  }

  @Test
  void tellsNothingAboutItselfInAnError() throws Exception {
    HttpResponse<String> response = get("/elsewhere", certified());

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.headers().firstValue("Server")).isEmpty();
    assertThat(response.body()).doesNotContain("jetty").doesNotContain("cxf");
  }

  @Test
  void survivesWhatIsNotTlsAtAll() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), door.port())) {
      socket.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      socket.setSoTimeout(10_000);
      socket.getInputStream().readAllBytes();
    }
    assertThat(get("/hello", certified()).statusCode()).isEqualTo(200);
  }

  @Test
  void saysWhichPortIsTaken() {
    assertThatThrownBy(
            () ->
                new HttpsDoor(
                    "second",
                    door.place(),
                    context(Optional.of("platform.p12")),
                    ClientCertificate.NOT_ASKED,
                    new Limits(1, 1, 1, 1)))
        .hasMessage("the second door cannot listen on port " + door.port());
  }

  private HttpResponse<String> get(String path, HttpClient client) throws Exception {
    return client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create("https://127.0.0.1:" + door.port() + path);
  }

  private static HttpClient certified() throws Exception {
    return client(Optional.of("world/agency-9000000000000001.p12"), "TLSv1.3");
  }

  private static HttpClient client(Optional<String> identity, String protocol) throws Exception {
    SSLParameters parameters = new SSLParameters();
    parameters.setProtocols(new String[] {protocol});
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .sslContext(context(identity))
        .sslParameters(parameters)
        .build();
  }

  private static SSLContext context(Optional<String> identity) throws Exception {
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    if (identity.isPresent()) {
      keys.init(store(identity.get()), password(identity.get()));
    } else {
      keys.init(null, null);
    }
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trusted(), null);
    return context;
  }

  private static TrustManager[] trusted() throws Exception {
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(store("anchors.p12"));
    return trust.getTrustManagers();
  }

  private static KeyStore store(String file) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(pki.resolve(file))) {
      store.load(in, password(file));
    }
    return store;
  }

  private static char[] password(String file) throws IOException {
    return Files.readString(pki.resolve(file).resolveSibling("password")).toCharArray();
  }
}
