package renkei.gateway.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static renkei.gateway.rest.LocalBench.INFORMATION;
import static renkei.gateway.rest.LocalBench.PARTIES;
import static renkei.gateway.rest.LocalBench.inquiry;
import static renkei.gateway.rest.LocalBench.path;
import static renkei.gateway.rest.LocalBench.person;

import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import renkei.gateway.door.CapturedLog;
import renkei.gateway.door.Parties;

/** Bulk work at the local door while the counter asks. */
@Timeout(120)
class BulkTurnsTest {

  private static final int AT_ONCE = 6;

  @Test
  void refusesForNowWhatIsTooMuchAtOnceAndServesTheCounter() throws Exception {
    List<SSLSocket> loads = new ArrayList<>();
    try (LocalBench bench = new LocalBench();
        CapturedLog log = CapturedLog.open()) {
      String person = bench.knownPerson();
      try {
        for (int i = 0; i < AT_ONCE; i++) {
          loads.add(openLoad(bench));
        }
        HttpResponse<String> bulk = bench.post("/serial-numbers", wanted(11));

        assertThat(bulk.statusCode()).as(bulk.body()).isEqualTo(503);
        assertThat(bulk.headers().firstValue("Retry-After")).isPresent();
        assertThat(bench.refused("BUSY")).isPositive();
        log.tells("local door refused BUSY from urn:renkei:tenant:990019", List.of());
        assertThat(bench.post("/serial-numbers", wanted(10)).statusCode()).isEqualTo(200);
        assertThat(
                bench
                    .post("/inquiries", inquiry(UUID.randomUUID().toString(), person))
                    .statusCode())
            .isEqualTo(202);
        for (SSLSocket load : loads) {
          end(load);
        }
      } finally {
        for (SSLSocket load : loads) {
          load.close();
        }
      }
      assertThat(bench.post("/serial-numbers", wanted(11)).statusCode()).isEqualTo(200);
    }
  }

  private static String wanted(int people) {
    return Stream.generate(() -> "\"" + person() + "\"")
        .limit(people)
        .collect(Collectors.joining(",", "{\"addresseeNumbers\":[", "]}"));
  }

  /** A load whose sender has begun and not ended; its turn is taken once the door asks for more. */
  private static SSLSocket openLoad(LocalBench bench) throws IOException {
    SSLSocket socket =
        (SSLSocket)
            PARTIES
                .tls(PARTIES.backend(Parties.KITA))
                .getSocketFactory()
                .createSocket("127.0.0.1", bench.door.port());
    socket.setSoTimeout(30_000);
    OutputStream out = socket.getOutputStream();
    out.write(
        ("POST "
                + path("/replicas/" + INFORMATION + "/2026-06?load=difference")
                + " HTTP/1.1\r\nHost: x\r\nContent-Type: text/csv\r\n"
                + "Expect: 100-continue\r\nTransfer-Encoding: chunked\r\n\r\n")
            .getBytes(UTF_8));
    out.flush();
    // The server says so when the import reads its first byte.
    byte[] goOn = socket.getInputStream().readNBytes("HTTP/1.1 100 Continue\r\n\r\n".length());
    assertThat(new String(goOn, UTF_8)).startsWith("HTTP/1.1 100");
    return socket;
  }

  private static void end(SSLSocket load) throws IOException {
    load.getOutputStream().write("1\r\n\n\r\n0\r\n\r\n".getBytes(UTF_8));
    load.getOutputStream().flush();
    assertThat(new String(load.getInputStream().readNBytes(12), UTF_8)).isEqualTo("HTTP/1.1 400");
  }
}
