package renkei.gateway.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import renkei.gateway.jetty.HttpsDoor.ClientCertificate;
import renkei.gateway.jetty.HttpsDoor.Limits;
import renkei.gateway.testing.HttpCaller;
import renkei.gateway.testing.Loopback;
import renkei.gateway.testing.Parties;

/** A door whose port is taken while what is behind it has not started yet. */
class OpeningGateTest {

  private static final Parties PARTIES = Parties.shared();

  private final AtomicReference<Optional<String>> whyNotReady =
      new AtomicReference<>(Optional.of("the platform is starting"));
  private HttpsDoor door;
  private HttpCaller caller;

  @BeforeEach
  void takeThePort() {
    door =
        new HttpsDoor(
            "test",
            Loopback.free(),
            PARTIES.tls(PARTIES.platform()),
            ClientCertificate.NOT_ASKED,
            new Limits(20, 5, 5, 1_000));
    door.answerProbes(whyNotReady::get);
    door.servlet("/hello", new Hello(), Set.of("GET"));
    caller = new HttpCaller(PARTIES.agency(Parties.CORE), door.port());
  }

  @AfterEach
  void close() {
    caller.close();
    door.close();
  }

  private static final class Hello extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.getOutputStream().print("hello");
    }
  }

  private HttpResponse<String> get(String path) {
    return caller.send("GET", path, "", new byte[0]);
  }

  @Test
  void saysFromTheFirstMomentToComeBackLater() {
    HttpResponse<String> response = get("/hello");

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValue("Retry-After")).isPresent();
  }

  @Test
  void servesOnceItIsOpen() {
    assertThat(get("/hello").statusCode()).isEqualTo(503);

    door.open();

    assertThat(get("/hello").body()).isEqualTo("hello");
  }

  @Test
  void livesFromTheFirstMoment() {
    assertThat(get("/live").statusCode()).isEqualTo(200);
  }

  @Test
  void saysWhyItIsNotReady() {
    HttpResponse<String> response = get("/ready");

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.body()).isEqualTo("the platform is starting\n");
    assertThat(response.headers().firstValue("Retry-After")).isPresent();
    assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
  }

  @Test
  void isReadyAndNotReadyAgainWhileItIsOpen() {
    door.open();
    whyNotReady.set(Optional.empty());
    assertThat(get("/ready").statusCode()).isEqualTo(200);

    whyNotReady.set(Optional.of("the database is away"));

    assertThat(get("/ready").statusCode()).isEqualTo(503);
  }

  @Test
  void closesThoughItWasNeverOpened() {
    door.close();

    assertThat(door.port()).isPositive();
  }
}
