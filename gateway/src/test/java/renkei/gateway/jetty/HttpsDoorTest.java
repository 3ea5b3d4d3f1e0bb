package renkei.gateway.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.xml.ws.BindingType;
import jakarta.xml.ws.Provider;
import jakarta.xml.ws.Service;
import jakarta.xml.ws.ServiceMode;
import jakarta.xml.ws.WebServiceProvider;
import jakarta.xml.ws.soap.SOAPBinding;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
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
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import javax.xml.transform.Source;
import javax.xml.transform.stream.StreamSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import renkei.codebook.Agency;
import renkei.codebook.AgencyCode;
import renkei.codebook.AgencyDirectory;
import renkei.codebook.AgencyKind;
import renkei.gateway.jetty.HttpsDoor.Callers;
import renkei.gateway.jetty.HttpsDoor.Limits;
import renkei.gateway.pki.DemonstrationPki;

class HttpsDoorTest {

  private static final int LARGEST_BODY = 10_000;

  @TempDir static java.nio.file.Path temporary;
  private static java.nio.file.Path pki;

  private HttpsDoor door;

  @BeforeAll
  static void makeKeys() {
    pki = temporary.resolve("pki");
    new DemonstrationPki(pki, Clock.systemUTC())
        .makeIfMissing(
            new AgencyDirectory(
                List.of(
                    new Agency(
                        new AgencyCode("9000000000000001"),
                        AgencyKind.CORE,
                        Optional.empty(),
                        "核",
                        "Core"))));
  }

  @BeforeEach
  void open() throws Exception {
    door =
        new HttpsDoor(
            "test",
            0,
            context(Optional.of("platform.p12")),
            Callers.CERTIFIED,
            new Limits(20, 4, LARGEST_BODY));
    door.rest(List.of(new Hello()), List.of());
    door.soap("/national", new Echo(), Map.of());
    door.open();
  }

  @AfterEach
  void close() {
    door.close();
  }

  /** A resource that says who called, and on which kind of thread it was served. */
  @Path("/hello")
  public static class Hello {

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

  /** A SOAP 1.2 endpoint that answers a fixed payload. */
  @WebServiceProvider
  @ServiceMode(Service.Mode.PAYLOAD)
  @BindingType(SOAPBinding.SOAP12HTTP_BINDING)
  public static class Echo implements Provider<Source> {

    @Override
    public Source invoke(Source request) {
      return new StreamSource(new StringReader("<heard xmlns='urn:test'/>"));
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
  void speaksNothingOlderThanTls13() throws Exception {
    HttpClient old = client(Optional.of("world/agency-9000000000000001.p12"), "TLSv1.2");

    assertThatThrownBy(() -> get("/hello", old)).isInstanceOf(IOException.class);
  }

  @Test
  void servesSoap() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(uri("/national"))
            .header("Content-Type", "application/soap+xml")
            .POST(
                BodyPublishers.ofString(
                    "<s:Envelope xmlns:s='http://www.w3.org/2003/05/soap-envelope'>"
                        + "<s:Body><say xmlns='urn:test'/></s:Body></s:Envelope>"))
            .build();

    HttpResponse<String> response = certified().send(request, BodyHandlers.ofString());

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).contains("<heard xmlns=\"urn:test\"");
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
    assertThat(refused.body()).contains("\"error\":\"too-large\"");
    assertThat(certified().send(streamed, BodyHandlers.ofString()).statusCode()).isEqualTo(413);
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
                    door.port(),
                    context(Optional.of("platform.p12")),
                    Callers.ANYBODY,
                    new Limits(1, 1, 1)))
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
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(store("anchors.p12"));
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    if (identity.isPresent()) {
      keys.init(store(identity.get()), password(identity.get()));
    } else {
      keys.init(null, null);
    }
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
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
