package renkei.signing.tls;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import renkei.signing.Samples;
import renkei.signing.TestAuthority;
import renkei.signing.TestAuthority.Kind;
import renkei.signing.TestAuthority.Usage;
import renkei.signing.trust.CertificateTrust;

class TlsTest {

  /** The clock of connections is the real one. */
  private static final TestAuthority ROOT = TestAuthority.root("Tls Root");

  private static final CertificateTrust TRUST =
      (chain, _) ->
          CertificateTrust.anchoredAt(ROOT.anchors(), Samples.CLOCK)
              .check(chain, TestAuthority.NOW);

  private static SSLServerSocket door(SSLContext server) throws IOException {
    SSLServerSocket door =
        (SSLServerSocket)
            server
                .getServerSocketFactory()
                .createServerSocket(0, 1, InetAddress.getLoopbackAddress());
    door.setNeedClientAuth(true);
    door.setSoTimeout(10_000);
    return door;
  }

  private static String exchange(
      SSLContext server, SSLContext client, String host, String... protocols) throws Exception {
    try (SSLServerSocket door = door(server)) {
      return exchange(door, client, host, protocols);
    }
  }

  private static String exchange(
      SSLServerSocket door, SSLContext client, String host, String... protocols) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<String> served =
          threads.submit(
              () -> {
                try (SSLSocket accepted = (SSLSocket) door.accept()) {
                  accepted.setSoTimeout(10_000);
                  int octet = accepted.getInputStream().read();
                  accepted.getOutputStream().write(octet + 1);
                  return accepted.getSession().getProtocol();
                }
              });
      try (SSLSocket socket =
          (SSLSocket)
              client
                  .getSocketFactory()
                  .createSocket(InetAddress.getLoopbackAddress(), door.getLocalPort())) {
        socket.setSoTimeout(10_000);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm(host.isEmpty() ? null : "HTTPS");
        if (protocols.length > 0) {
          parameters.setProtocols(protocols);
        }
        socket.setSSLParameters(parameters);
        OutputStream out = socket.getOutputStream();
        InputStream in = socket.getInputStream();
        out.write(41);
        assertThat(in.read()).isEqualTo(42);
      }
      return served.get();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"P256", "P384", "RSA3072"})
  void connectsPartiesOfTheSameTrust(Kind kind) throws Exception {
    SSLContext server = Tls.context(ROOT.identity("Server", kind), TRUST);
    SSLContext client = Tls.context(ROOT.identity("Client", kind), TRUST);

    assertThat(exchange(server, client, "localhost")).isEqualTo("TLSv1.3");
  }

  @Test
  void refusesStrangersOnEitherSide() {
    SSLContext member = Tls.context(ROOT.identity("Member"), TRUST);
    SSLContext stranger = Tls.context(TestAuthority.root("Else").identity("Stranger"), TRUST);

    assertThatThrownBy(() -> exchange(member, stranger, "")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> exchange(stranger, member, "")).isInstanceOf(IOException.class);
  }

  @Test
  void looksAtTheCertificatesOfEveryConnection() throws Exception {
    AtomicBoolean revoked = new AtomicBoolean();
    CertificateTrust changing =
        (chain, at) ->
            revoked.get()
                ? new CertificateTrust.Trust.Untrusted("revoked meanwhile")
                : TRUST.check(chain, at);
    SSLContext server = Tls.context(ROOT.identity("Server"), changing);
    SSLContext client = Tls.context(ROOT.identity("Client"), TRUST);
    try (SSLServerSocket door = door(server)) {
      exchange(door, client, "localhost");

      revoked.set(true);

      assertThatThrownBy(() -> exchange(door, client, "localhost"))
          .as("a session that is resumed shows no certificate")
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void refusesOlderProtocolsOnEitherSide() throws GeneralSecurityException {
    SSLContext ours = Tls.context(ROOT.identity("Ours"), TRUST);
    SSLContext older = SSLContext.getInstance("TLS");
    older.init(Tls.keyManagers(ROOT.identity("Older")), Tls.trustManagers(TRUST), null);

    assertThatThrownBy(() -> exchange(ours, older, "", "TLSv1.2")).isInstanceOf(IOException.class);
    assertThat(ours.getDefaultSSLParameters().getProtocols()).containsExactly("TLSv1.3");
    assertThat(ours.createSSLEngine().getEnabledProtocols()).containsExactly("TLSv1.3");
    assertThat(ours.createSSLEngine("localhost", 1).getEnabledProtocols())
        .containsExactly("TLSv1.3");
  }

  @Test
  void agreesOnTheStrongestSuiteThatThePeerHas() throws Exception {
    SSLContext server = Tls.context(ROOT.identity("Server"), TRUST);
    SSLContext client = Tls.context(ROOT.identity("Client"), TRUST);

    assertThat(suite(server, client)).isEqualTo("TLS_AES_256_GCM_SHA384");
    assertThat(suite(server, client, "TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384"))
        .as("the server's order counts")
        .isEqualTo("TLS_AES_256_GCM_SHA384");
    assertThat(suite(server, client, "TLS_AES_128_GCM_SHA256")).isEqualTo("TLS_AES_128_GCM_SHA256");
    assertThatThrownBy(() -> suite(server, client, "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256"))
        .isInstanceOf(IOException.class);
  }

  /** What a client that offers these suites agrees on; all of its own if none are named. */
  private static String suite(SSLContext server, SSLContext client, String... offered)
      throws Exception {
    try (SSLServerSocket door = door(server);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        SSLSocket socket =
            (SSLSocket)
                client
                    .getSocketFactory()
                    .createSocket(InetAddress.getLoopbackAddress(), door.getLocalPort())) {
      CompletableFuture<Integer> heard = new CompletableFuture<>();
      Future<?> _ =
          threads.submit(
              () -> {
                try (SSLSocket accepted = (SSLSocket) door.accept()) {
                  accepted.setSoTimeout(10_000);
                  // Told before the close, which waits until the client closes too.
                  return heard.complete(accepted.getInputStream().read());
                }
              });
      socket.setSoTimeout(10_000);
      if (offered.length > 0) {
        socket.setEnabledCipherSuites(offered);
      }
      socket.startHandshake();
      String agreed = socket.getSession().getCipherSuite();
      socket.getOutputStream().write(1);
      assertThat(heard.get(10, SECONDS)).isEqualTo(1);
      return agreed;
    }
  }

  @Test
  void neverTrustsAPeerOverAnOlderProtocol() throws GeneralSecurityException {
    SSLContext older = SSLContext.getInstance("TLS");
    older.init(Tls.keyManagers(ROOT.identity("Older")), Tls.trustManagers(TRUST), null);

    assertThatThrownBy(() -> exchange(older, older, "", "TLSv1.2")).isInstanceOf(IOException.class);
  }

  @Test
  void refusesServersThatDoNotCarryTheName() {
    SSLContext server = Tls.context(ROOT.identity("Nameless", Kind.P256, Usage.NAMELESS), TRUST);
    SSLContext client = Tls.context(ROOT.identity("Client"), TRUST);

    assertThatThrownBy(() -> exchange(server, client, "localhost")).isInstanceOf(IOException.class);
  }

  @Test
  void matchesNamesByTheRules() throws Exception {
    var certificate = ROOT.identity("Server").certificate();

    assertThat(HostNames.match(certificate, "localhost")).isTrue();
    assertThat(HostNames.match(certificate, "LOCALHOST")).isTrue();
    assertThat(HostNames.match(certificate, "127.0.0.1")).isTrue();
    assertThat(HostNames.match(certificate, "127.0.0.2")).isFalse();
    assertThat(HostNames.match(certificate, "localhost.example")).isFalse();
    assertThat(HostNames.match(certificate, "Server")).isFalse();
    assertThat(HostNames.match(certificate, null)).isFalse();
  }
}
