package renkei.gateway.jetty;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import renkei.gateway.testing.Loopback;
import renkei.gateway.testing.OpenEntrance;
import renkei.gateway.testing.Parties;

/** Where a request ends, and whom it says it is from, is for the door to know. */
class RequestFramingTest {

  private static final Parties PARTIES = Parties.shared();
  private static HttpsDoor door;

  /** Says what arrived. */
  @Path("/echo")
  public static class Echo {

    @POST
    public String length(InputStream body) throws IOException {
      return "length=" + body.readAllBytes().length + ";";
    }

    @GET
    public String caller(@Context HttpServletRequest request) {
      return "from=%s scheme=%s host=%s;"
          .formatted(request.getRemoteAddr(), request.getScheme(), request.getServerName());
    }
  }

  @BeforeAll
  static void open() {
    door =
        new HttpsDoor(
            "framing",
            Loopback.free(),
            PARTIES.tls(PARTIES.platform()),
            HttpsDoor.ClientCertificate.REQUIRED,
            new HttpsDoor.Limits(20, 10, 10, 10_000));
    door.rest(List.of(new Echo()), List.of(), OpenEntrance.at("/echo"));
    door.open();
  }

  @AfterAll
  static void close() {
    door.close();
  }

  /** All that comes back until the door closes the connection. */
  private static String raw(String... lines) throws IOException {
    try (Socket socket =
        PARTIES
            .tls(PARTIES.backend(Parties.KITA))
            .getSocketFactory()
            .createSocket("127.0.0.1", door.port())) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(String.join("\r\n", lines).getBytes(ISO_8859_1));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }

  @Test
  void readsAWellFramedRequest() throws IOException {
    String answer =
        raw("POST /echo HTTP/1.1", "Host: x", "Connection: close", "Content-Length: 3", "", "abc");

    assertThat(answer).startsWith("HTTP/1.1 200").contains("length=3;");
  }

  /** RFC 9112, 6.1 and 6.3: whoever sends both, or two lengths, smuggles a second request. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 6\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: chunked\r\nContent-Length: 6",
        "Content-Length: 5\r\nContent-Length: 6",
        "Content-Length: 5, 6",
        "Content-Length: -1",
        "Content-Length: +5",
        "Content-Length : 5",
        "Transfer-Encoding: chunked, identity",
        "Transfer-Encoding: identity, chunked\r\nTransfer-Encoding: gzip",
        "Transfer-Encoding : chunked",
        "Content-Length: 5\r\n : folded",
        "Content-Length: 0x5"
      })
  void refusesARequestWhoseEndCanBeReadInTwoWays(String framing) throws IOException {
    String answer =
        raw("POST /echo HTTP/1.1", "Host: x", framing, "", "0", "", "GET /echo HTTP/1.1", "", "");

    assertThat(answer).startsWith("HTTP/1.1 4").doesNotContain("length=", "from=");
  }

  @Test
  void believesNoAddressThatAHeaderForwards() throws IOException {
    String answer =
        raw(
            "GET /echo HTTP/1.1",
            "Host: localhost",
            "Connection: close",
            "Forwarded: for=192.0.2.1;proto=http;host=elsewhere.example",
            "X-Forwarded-For: 192.0.2.1",
            "X-Forwarded-Proto: http",
            "X-Forwarded-Host: elsewhere.example",
            "X-Real-IP: 192.0.2.1",
            "",
            "");

    assertThat(answer).contains("from=127.0.0.1 scheme=https host=localhost;");
  }

  /** Fetch Standard, 3.3: no header of the kind, no reading by scripts of other sites. */
  @Test
  void allowsNoOtherOriginToReadAnAnswer() throws IOException {
    for (String method : List.of("GET", "OPTIONS")) {
      String answer =
          raw(
              method + " /echo HTTP/1.1",
              "Host: localhost",
              "Connection: close",
              "Origin: https://elsewhere.example",
              "Access-Control-Request-Method: GET",
              "",
              "");

      assertThat(answer).doesNotContainIgnoringCase("Access-Control-");
    }
  }
}
