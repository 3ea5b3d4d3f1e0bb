package renkei.signing.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against a server that says what the test wants, byte by byte. */
@Timeout(60)
@Tag("once")
class HttpTransferTest {

  private static final byte[] NOTHING = new byte[0];
  private static final Duration LONG = Duration.ofSeconds(50);
  private static final Duration SHORT = Duration.ofMillis(200);

  private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private ServerSocket server;

  /** How the server answers a connection; it ends when the client leaves. */
  private interface Saying {
    void to(OutputStream out) throws IOException, InterruptedException;
  }

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void close() throws IOException {
    over.countDown();
    server.close();
  }

  private URI answering(Saying saying) {
    Thread _ = Thread.ofVirtual().start(() -> serve(saying));
    return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/it");
  }

  private void serve(Saying saying) {
    while (!server.isClosed()) {
      try (Socket client = server.accept()) {
        requests.add(request(client.getInputStream()));
        saying.to(client.getOutputStream());
      } catch (IOException | InterruptedException _) {
        // The client has left, or the test is over.
      }
    }
  }

  /** Head, and the body that it announces. */
  private static String request(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (!head.toString().endsWith("\r\n\r\n")) {
      int octet = in.read();
      if (octet < 0) {
        throw new IOException("the client left");
      }
      head.append((char) octet);
    }
    int length =
        head.toString()
            .lines()
            .filter(line -> line.startsWith("Content-Length: "))
            .mapToInt(line -> Integer.parseInt(line.substring(16)))
            .sum();
    return head + new String(in.readNBytes(length), US_ASCII);
  }

  private static Saying whole(String status, String furtherHeader, String body) {
    String all =
        "HTTP/1.1 %s\r\n%sContent-Length: %d\r\nConnection: close\r\n\r\n%s"
            .formatted(status, furtherHeader, body.length(), body);
    return out -> out.write(all.getBytes(US_ASCII));
  }

  @Test
  void getsListsAndPostsToRespondersAndAuthorities() throws Exception {
    URI there = answering(whole("200 OK", "", "answer"));
    try (HttpTransfer transfer = HttpTransfer.within(LONG, 6)) {
      assertThat(transfer.exchange(there, NOTHING)).asString(US_ASCII).isEqualTo("answer");
      assertThat(requests.take()).startsWith("GET /it HTTP/1.1\r\n");

      assertThat(transfer.exchange(there, "ask".getBytes(US_ASCII))).hasSize(6);
      assertThat(requests.take())
          .startsWith("POST /it HTTP/1.1\r\n")
          .contains("Content-Type: application/ocsp-request\r\n")
          .endsWith("\r\n\r\nask");

      assertThat(transfer.timeStampsOf(there).send("hash".getBytes(US_ASCII))).hasSize(6);
      assertThat(requests.take())
          .contains("Content-Type: application/timestamp-query\r\n")
          .endsWith("\r\n\r\nhash");
    }
  }

  @Test
  void refusesAnswersThatAreTooLongHoweverTheyCome() {
    Saying endless =
        out -> {
          out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(US_ASCII));
          while (true) {
            out.write(new byte[8192]);
          }
        };
    for (Saying saying : List.of(whole("200 OK", "", "1234567"), endless)) {
      try (HttpTransfer transfer = HttpTransfer.within(LONG, 6)) {
        assertThatIOException()
            .isThrownBy(() -> transfer.exchange(answering(saying), NOTHING))
            .withStackTraceContaining("more than 6 bytes");
      }
    }
  }

  @Test
  void endsAtTheDeadlineWhateverTheServerDoes() {
    Saying silent = _ -> over.await();
    Saying half =
        out -> {
          out.write("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nhal".getBytes(US_ASCII));
          over.await();
        };
    for (Saying saying : List.of(silent, half)) {
      try (HttpTransfer transfer = HttpTransfer.within(SHORT, 6)) {
        assertThatIOException()
            .isThrownBy(() -> transfer.exchange(answering(saying), NOTHING))
            .withMessage("no whole answer in time");
      }
    }
  }

  @Test
  void followsNothingAndBelievesNoOtherStatus() throws Exception {
    String elsewhere = "Location: http://127.0.0.1:%d/other\r\n".formatted(server.getLocalPort());
    URI there = answering(whole("302 Found", elsewhere, ""));
    try (HttpTransfer transfer = HttpTransfer.within(LONG, 6)) {
      assertThatIOException()
          .isThrownBy(() -> transfer.exchange(there, NOTHING))
          .withStackTraceContaining("HTTP status 302");
    }
    assertThat(requests.take()).startsWith("GET /it ");
    assertThat(requests).isEmpty();
  }

  @Test
  void reachesNothingButHttp() {
    try (HttpTransfer transfer = HttpTransfer.within(LONG, 6)) {
      for (String address :
          List.of("ldap://127.0.0.1/cn=ca", "file:///etc/hostname", "http:it", "it")) {
        URI other = URI.create(address);
        assertThatIOException().isThrownBy(() -> transfer.exchange(other, NOTHING));
        assertThatIllegalArgumentException().isThrownBy(() -> transfer.timeStampsOf(other));
      }
    }
  }

  @Test
  void saysThatNobodyIsThere() throws IOException {
    int port = server.getLocalPort();
    server.close();
    try (HttpTransfer transfer = HttpTransfer.within(LONG, 6)) {
      assertThatIOException()
          .isThrownBy(() -> transfer.exchange(URI.create("http://127.0.0.1:" + port), NOTHING));
    }
  }
}
