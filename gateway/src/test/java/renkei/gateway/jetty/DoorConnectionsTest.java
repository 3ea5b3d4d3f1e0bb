package renkei.gateway.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.apache.cxf.message.Message;
import org.apache.cxf.transport.http.AbstractHTTPDestination;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import renkei.codebook.testing.Await;
import renkei.gateway.contract.PartyNames;
import renkei.gateway.http.Entrance;
import renkei.gateway.http.ServedPath;
import renkei.gateway.logging.Refusals;
import renkei.gateway.pki.OwnKeys;
import renkei.gateway.testing.Loopback;
import renkei.gateway.testing.OpenEntrance;
import renkei.gateway.testing.Parties;
import renkei.gateway.testing.RawCaller;
import renkei.signing.KeyStoreFile;
import renkei.signing.tls.Tls;
import renkei.signing.trust.CertificateTrust;

/** Who may have a connection of a door, and for how long, before anybody knows who it is. */
@Timeout(120)
class DoorConnectionsTest {

  private static final Parties PARTIES = Parties.shared();
  private static final String REQUEST = "GET /who HTTP/1.1\r\nHost: x\r\n\r\n";
  private static final InetAddress BALANCER = InetAddress.ofLiteral("127.0.0.2");

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final List<Socket> silent = new ArrayList<>();
  private final HttpsDoor door =
      new HttpsDoor(
          "test",
          Loopback.free(),
          PARTIES.tls(PARTIES.platform()),
          HttpsDoor.ClientCertificate.REQUIRED,
          new HttpsDoor.Limits(40, 20, 20, 1_000, Set.of(BALANCER), Duration.ofSeconds(5)));

  DoorConnectionsTest() {
    door.reportTo(new Refusals(metrics, "test"));
    door.messages("/who", DoorConnectionsTest::address, OpenEntrance.at("/who"));
    door.open();
  }

  @AfterEach
  void close() throws IOException {
    for (Socket each : silent) {
      each.close();
    }
    door.close();
  }

  /** Answers with the caller's address. */
  private static void address(Message message) {
    if (message.get(AbstractHTTPDestination.HTTP_REQUEST) instanceof HttpServletRequest request
        && message.get(AbstractHTTPDestination.HTTP_RESPONSE)
            instanceof HttpServletResponse response) {
      try {
        response.getOutputStream().print(request.getRemoteAddr());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private RawCaller caller() {
    return new RawCaller(PARTIES.tls(PARTIES.agency(Parties.CORE)), door.port());
  }

  private void staySilent(int connections, String from) throws IOException {
    for (int i = 0; i < connections; i++) {
      silent.add(from(from));
    }
  }

  private Socket from(String address) throws IOException {
    Socket socket = new Socket();
    socket.bind(new InetSocketAddress(InetAddress.ofLiteral(address), 0));
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), door.port()));
    return socket;
  }

  private double refused(String reason) {
    Counter counter = metrics.find("renkei.refused").tags("reason", reason).counter();
    return counter == null ? 0 : counter.count();
  }

  @Test
  void servesKnownCallersBesideAnyNumberOfSilentConnectionsOfTheirOwnAddress() throws Exception {
    int many = 4 * Strangers.SHARE;
    try (RawCaller kept = caller()) {
      assertThat(kept.ask(REQUEST).status()).isEqualTo(200);
      staySilent(many, "127.0.0.1");

      try (RawCaller fresh = caller()) {
        assertThat(fresh.ask(REQUEST).status()).isEqualTo(200);
      }
      assertThat(kept.ask(REQUEST).status()).isEqualTo(200);
      Await.until(
          "all but a share made room", () -> refused("STRANGERS") >= many - Strangers.SHARE);
    }
  }

  @Test
  void servesKnownCallersBesideSilentConnectionsOfManyAddresses() throws Exception {
    try (RawCaller kept = caller()) {
      assertThat(kept.ask(REQUEST).status()).isEqualTo(200);
      for (int address = 10; address < 210; address++) {
        staySilent(3, "127.0.1." + address);
      }

      try (RawCaller fresh = caller()) {
        assertThat(fresh.ask(REQUEST).status()).isEqualTo(200);
      }
      assertThat(kept.ask(REQUEST).status()).isEqualTo(200);
      assertThat(refused("STRANGERS")).isPositive();
    }
  }

  @Test
  void endsAHandshakeThatTakesLongerThanFiveSeconds() throws Exception {
    staySilent(1, "127.0.0.1");

    silent.getFirst().setSoTimeout(10_000);
    assertThat(silent.getFirst().getInputStream().read()).isNegative();
    Await.until("it is counted", () -> refused("SLOW_HANDSHAKE") == 1);
  }

  @Test
  void leavesConnectionsToOthersWhateverOneCallerOpens() throws Exception {
    List<RawCaller> open = new ArrayList<>();
    try {
      for (int i = 0; i < 10; i++) {
        open.add(caller());
        assertThat(open.getLast().ask(REQUEST).status()).isEqualTo(200);
      }
      open.add(caller());
      assertThatThrownBy(() -> open.getLast().ask(REQUEST)).isInstanceOf(IOException.class);
      Await.until("it is counted", () -> refused("CONNECTIONS") == 1);

      open.add(new RawCaller(PARTIES.tls(PARTIES.agency(Parties.PENSION)), door.port()));
      assertThat(open.getLast().ask(REQUEST).status()).isEqualTo(200);
    } finally {
      for (RawCaller each : open) {
        each.close();
      }
    }
  }

  @Test
  void forgetsConnectionsThatAreClosed() throws Exception {
    for (int i = 0; i < 3 * Strangers.SHARE; i++) {
      try (RawCaller caller = caller()) {
        assertThat(caller.ask(REQUEST).status()).isEqualTo(200);
      }
    }

    assertThat(refused("STRANGERS")).isZero();
    assertThat(refused("CONNECTIONS")).isZero();
  }

  @Test
  void believesABalancerForWhomItCalls() throws Exception {
    Socket balancer = from("127.0.0.2");
    balancer.getOutputStream().write(proxyLine());

    try (RawCaller caller =
        new RawCaller(PARTIES.tls(PARTIES.agency(Parties.CORE)), balancer, door.port())) {
      assertThat(caller.ask(REQUEST).body()).isEqualTo("203.0.113.7");
    }
  }

  @Test
  void believesNobodyElseForWhomHeCalls() throws Exception {
    Socket other = from("127.0.0.3");
    other.getOutputStream().write(proxyLine());
    SSLContext tls = PARTIES.tls(PARTIES.agency(Parties.CORE));

    assertThatThrownBy(
            () -> {
              try (RawCaller caller = new RawCaller(tls, other, door.port())) {
                caller.ask(REQUEST);
              }
            })
        .isInstanceOf(IOException.class);
  }

  private static byte[] proxyLine() {
    return "PROXY TCP4 203.0.113.7 203.0.113.8 56324 443\r\n".getBytes(StandardCharsets.US_ASCII);
  }

  @Test
  void letsNobodyInWhoseCertificateHasTwoNamesThoughOneOfThemMayCall(@TempDir Path folder)
      throws Exception {
    OwnKeys keys = new OwnKeys(folder, Parties.DIRECTORY);
    URI allowed = PartyNames.of(Parties.KITA_AGENCY);
    try (HttpsDoor strict =
        new HttpsDoor(
            "strict",
            Loopback.free(),
            tls(folder, "platform.p12"),
            HttpsDoor.ClientCertificate.REQUIRED,
            new HttpsDoor.Limits(40, 20, 20, 1_000))) {
      ServedPath path = ServedPath.exactly("/who", Map.of("GET", Set.of(ServedPath.ANY)));
      strict.messages(
          "/who",
          DoorConnectionsTest::address,
          new Entrance(
              path.form(), allowed::equals, List.of(path), OpenEntrance.at("/who").form()));
      strict.open();

      assertThat(status(strict, tls(folder, "tenant-990019.p12"))).isEqualTo(200);
      assertThat(status(strict, tls(folder, "tenant-990027.p12"))).isEqualTo(403);
      keys.tenant(Parties.KITA, List.of(allowed, URI.create("urn:renkei:agency:9099009900000000")));
      assertThat(status(strict, tls(folder, "tenant-990019.p12"))).isEqualTo(403);
    }
  }

  private static int status(HttpsDoor door, SSLContext tls) throws IOException {
    try (RawCaller caller = new RawCaller(tls, door.port())) {
      return caller.ask(REQUEST).status();
    }
  }

  private static SSLContext tls(Path folder, String file) throws IOException {
    char[] password = Files.readString(folder.resolve("password")).strip().toCharArray();
    return Tls.context(
        KeyStoreFile.open(folder.resolve(file), password).identity("identity"),
        CertificateTrust.anchoredAt(
            KeyStoreFile.open(folder.resolve("anchors.p12"), password).trusted(),
            Clock.systemUTC()));
  }
}
