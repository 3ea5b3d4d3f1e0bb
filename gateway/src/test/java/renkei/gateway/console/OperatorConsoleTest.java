package renkei.gateway.console;

import static org.assertj.core.api.Assertions.assertThat;
import static renkei.gateway.console.ConsoleUnderTest.queue;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import renkei.broker.Direction;
import renkei.codebook.Lane;
import renkei.codebook.permission.PermissionListState;
import renkei.gateway.testing.RawCaller;

class OperatorConsoleTest {

  @TempDir static Path folder;

  private ConsoleUnderTest console;
  private HttpClient client;

  @BeforeEach
  void open() throws IOException {
    console = new ConsoleUnderTest(folder);
    client = HttpClient.newBuilder().sslContext(console.tls).build();
    console.show(
        List.of(
            queue("990019", Direction.IN, Lane.COUNTER, 2, 1.5),
            queue("990019", Direction.OUT, Lane.COUNTER, 1, 0.5),
            queue("990027", Direction.IN, Lane.BULK, 1234, 40)));
    console.look();
  }

  @AfterEach
  void close() {
    client.close();
    console.close();
  }

  @Test
  void showsMetricsToWhoeverHoldsTheToken() throws Exception {
    HttpResponse<String> metrics = metrics(ConsoleUnderTest.TOKEN);

    assertThat(metrics.statusCode()).isEqualTo(200);
    assertThat(metrics.body())
        .contains("renkei_queue_rate{direction=\"in\",lane=\"counter\",tenant=\"990019\"} 1.5")
        .contains("renkei_queues_seen 1.0");
  }

  private static String otherCase(String text) {
    StringBuilder other = new StringBuilder();
    text.chars()
        .map(c -> Character.isUpperCase(c) ? Character.toLowerCase(c) : Character.toUpperCase(c))
        .forEach(c -> other.append((char) c));
    return other.toString();
  }

  private static int status(RawCaller caller, String path, String header) throws IOException {
    return caller
        .ask("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\n\r\n")
        .status();
  }

  @Test
  void judgesEachTokenByItsOwnBytesOnAKeptConnection() throws Exception {
    String right = "Authorization: Bearer " + ConsoleUnderTest.TOKEN;
    String wrong = "Authorization: Bearer " + otherCase(ConsoleUnderTest.TOKEN);

    try (RawCaller caller = new RawCaller(console.tls, console.port())) {
      assertThat(status(caller, "/metrics", right)).isEqualTo(200);
      assertThat(status(caller, "/metrics", wrong)).isEqualTo(401);
    }
    try (RawCaller caller = new RawCaller(console.tls, console.port())) {
      assertThat(status(caller, "/metrics", wrong)).isEqualTo(401);
      assertThat(status(caller, "/metrics", right)).isEqualTo(200);
    }
  }

  @Test
  void judgesEachCookieByItsOwnBytesOnAKeptConnection() throws Exception {
    String name = "Cookie: __Host-renkei-operator=";
    String session = login().substring("__Host-renkei-operator=".length());

    for (boolean rightFirst : List.of(true, false)) {
      try (RawCaller caller = new RawCaller(console.tls, console.port())) {
        for (boolean right : List.of(rightFirst, !rightFirst)) {
          String cookie = name + (right ? session : otherCase(session));
          assertThat(status(caller, "/console/now", cookie)).isEqualTo(right ? 200 : 401);
        }
      }
    }
  }

  @Test
  void echoesNothingAndSaysWhatIsAllowed() throws Exception {
    for (String path : List.of("/", "/metrics", "/console", "/console/now")) {
      try (RawCaller caller = new RawCaller(console.tls, console.port())) {
        RawCaller.Answer answer =
            caller.ask("TRACE " + path + " HTTP/1.1\r\nHost: x\r\nX-Secret: echo\r\n\r\n");

        assertThat(answer.status()).as(path).isEqualTo(405);
        assertThat(answer.header("Allow").orElseThrow()).startsWith("GET, HEAD");
        assertThat(answer.body()).doesNotContain("echo");
        assertThat(answer.header("Strict-Transport-Security")).isPresent();
        assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
      }
    }
  }

  @Test
  void refusesAFormInACharacterSetThatIsNone() throws Exception {
    HttpRequest.Builder form =
        HttpRequest.newBuilder(console.address("/console/login"))
            .header("Content-Type", "application/x-www-form-urlencoded;charset=foo")
            .POST(BodyPublishers.ofString("token=x"));

    assertThat(send(form).statusCode()).isEqualTo(415);
  }

  @Test
  void showsMetricsToNobodyElse() throws Exception {
    assertThat(send(get("/metrics")).statusCode()).isEqualTo(401);
    assertThat(metrics("wrong").statusCode()).isEqualTo(401);
    assertThat(send(get("/metrics").header("Cookie", login())).statusCode()).isEqualTo(401);
  }

  @Test
  void asksWhoIsThereBeforeItShowsAnything() throws Exception {
    HttpResponse<String> page = send(get("/console?lang=en"));

    assertThat(page.body()).contains("One-time code").doesNotContain("chart");
    assertThat(send(get("/console/now")).statusCode()).isEqualTo(401);
    assertThat(send(get("/console/history")).statusCode()).isEqualTo(401);
    HttpRequest.Builder forged =
        get("/console/now").header("Cookie", "__Host-renkei-operator=forged");
    assertThat(send(forged).statusCode()).isEqualTo(401);
  }

  @Test
  void keepsTheSessionInACookieThatScriptsAndOtherSitesCannotUse() throws Exception {
    HttpResponse<String> response = tryPassword(ConsoleUnderTest.PASSWORD);

    assertThat(response.statusCode()).isEqualTo(303);
    assertThat(response.headers().firstValue("Set-Cookie").orElseThrow())
        .startsWith("__Host-renkei-operator=")
        .contains("; Path=/;", "; Secure", "; HttpOnly", "; SameSite=Strict");
  }

  @Test
  void slowsDownGuessersOfThePassword() throws Exception {
    for (int guess = 1; guess <= 10; guess++) {
      HttpResponse<String> refused = tryPassword("guess number " + guess);
      assertThat(refused.statusCode()).isEqualTo(403);
      assertThat(refused.headers().firstValue("Set-Cookie")).isEmpty();
    }
    HttpResponse<String> refused = tryPassword("one more");
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValueAsLong("Retry-After").orElseThrow()).isBetween(1L, 60L);
  }

  @Test
  void letsPrometheusInByTheRightTokenWhateverOthersTry() throws Exception {
    for (int guess = 1; guess <= 10; guess++) {
      assertThat(metrics("guess number " + guess).statusCode()).isEqualTo(401);
    }
    assertThat(metrics("one more").statusCode()).isEqualTo(429);

    assertThat(metrics(ConsoleUnderTest.TOKEN).statusCode()).isEqualTo(200);
  }

  @Test
  void opensNothingButTheMetricsByTheSharedToken() throws Exception {
    for (String path :
        List.of("/console/now", "/console/history", "/operators/persons", "/operators/acts")) {
      HttpRequest.Builder asked =
          get(path).header("Authorization", "Bearer " + ConsoleUnderTest.TOKEN);
      assertThat(send(asked).statusCode()).as(path).isEqualTo(401);
    }
    assertThat(tryPassword(ConsoleUnderTest.TOKEN).statusCode()).isEqualTo(403);
  }

  @Test
  void countsEveryRefusalByItsReason() throws Exception {
    send(get("/metrics"));
    metrics("wrong");
    send(get("/console/now"));
    send(loginForm(ConsoleUnderTest.PASSWORD).header("Sec-Fetch-Site", "cross-site"));
    tryPassword("wrong");
    for (int guess = 1; guess <= 10; guess++) {
      tryPassword("guess number " + guess);
    }

    assertThat(metrics(ConsoleUnderTest.TOKEN).body())
        .contains(
            refused("NO_TOKEN", 1),
            refused("WRONG_TOKEN", 1),
            refused("WRONG_CREDENTIAL", 10),
            refused("NO_SESSION", 1),
            refused("OTHER_SITE", 1),
            refused("TOO_MANY_WRONG_CREDENTIALS", 1));
  }

  private static String refused(String reason, int count) {
    return "renkei_refused_total{door=\"operator\",reason=\"" + reason + "\"} " + count + ".0";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/console/login",
        "/console/logout",
        "/console/enrol",
        "/console/persons",
        "/console/persons/add",
        "/operators/sessions",
        "/operators/enrolments/begin",
        "/operators/enrolments/finish",
        "/operators/persons",
        "/operators/persons/reset",
        "/operators/persons/end",
        "/operators/proposals",
        "/operators/proposals/approve",
        "/operators/proposals/decline"
      })
  void doesNothingAtTheWordOfAPageOfAnotherSite(String path) throws Exception {
    for (String from : List.of("Sec-Fetch-Site: same-site", "Origin: https://elsewhere.example")) {
      try (RawCaller caller = new RawCaller(console.tls, console.port())) {
        RawCaller.Answer answer =
            caller.ask(
                "POST "
                    + path
                    + " HTTP/1.1\r\nHost: x\r\n"
                    + from
                    + "\r\nContent-Type: application/json\r\nContent-Length: 0\r\n\r\n");

        assertThat(answer.status()).as(from).isEqualTo(403);
        assertThat(answer.body()).as(from).contains("other-site");
      }
    }
  }

  @Test
  void refusesAFormOfAnotherSite() throws Exception {
    HttpRequest.Builder foreign =
        loginForm(ConsoleUnderTest.PASSWORD).header("Sec-Fetch-Site", "cross-site");

    assertThat(send(foreign).statusCode()).isEqualTo(403);
  }

  @Test
  void forgetsTheSessionAtLogout() throws Exception {
    String cookie = login();
    assertThat(send(get("/console/now").header("Cookie", cookie)).statusCode()).isEqualTo(200);

    send(
        HttpRequest.newBuilder(console.address("/console/logout"))
            .header("Cookie", cookie)
            .POST(BodyPublishers.noBody()));

    assertThat(send(get("/console/now").header("Cookie", cookie)).statusCode()).isEqualTo(401);
  }

  @Test
  void allowsNoScriptAndNoResourceFromElsewhere() throws Exception {
    HttpResponse<String> page = send(get("/console").header("Cookie", login()));

    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(page.body())
        .doesNotContain("http://")
        .doesNotContain("https://")
        .doesNotContain(" style=")
        .doesNotContain("{{");
  }

  @Test
  void sumsUpEachLane() throws Exception {
    HttpResponse<String> now = send(get("/console/now?lang=en").header("Cookie", login()));

    assertThat(now.body())
        .contains("\"fresh\":true")
        .contains(",3,0.98,2.0,0,0.0,0.0,1234,50.26,40.0]")
        .contains(
            "{\"tenant\":\"990027\",\"name\":\"Test City B\",\"direction\":\"IN\",\"lane\":\"BULK\","
                + "\"depth\":1234,\"oldest\":50.26,\"rate\":40.0}");
  }

  @Test
  void saysWhichPermissionListIsInForce() throws Exception {
    String cookie = login();
    assertThat(send(get("/console/now").header("Cookie", cookie)).body())
        .doesNotContain("permissionList");

    LocalDate first = LocalDate.of(2026, 4, 1);
    console.show(new PermissionListState(20_260_401, first, first.plusYears(1), 20_260_401));

    assertThat(send(get("/console/now").header("Cookie", cookie)).body())
        .contains(
            "\"permissionList\":{\"version\":20260401,\"validFrom\":\"2026-04-01\","
                + "\"validTo\":\"2027-04-01\"}");
  }

  @Test
  void saysSoWhileTheQueuesCannotBeSeen() throws Exception {
    String cookie = login();
    console.stopClockAt(Clock.systemUTC().instant().plusSeconds(3));
    console.goAway();
    console.look();

    assertThat(send(get("/console/now").header("Cookie", cookie)).body())
        .contains("\"fresh\":false");

    console.show(List.of());
    console.look();
    assertThat(send(get("/console/now").header("Cookie", cookie)).body())
        .contains("\"fresh\":true");
  }

  @Test
  void callsNothingFreshBeforeItHasLooked() throws Exception {
    try (ConsoleUnderTest blind = new ConsoleUnderTest(folder)) {
      HttpRequest.Builder metrics =
          HttpRequest.newBuilder(blind.address("/metrics"))
              .header("Authorization", "Bearer " + ConsoleUnderTest.TOKEN);

      assertThat(client.send(metrics.build(), BodyHandlers.ofString()).body())
          .contains("renkei_queues_seen 0.0");
    }
  }

  @Test
  void callsFiguresOfThreeSecondsAgoStaleWhateverTheLastLookSaid() throws Exception {
    String cookie = login();
    Instant looked = Clock.systemUTC().instant();
    console.stopClockAt(looked);
    console.look();
    console.stopClockAt(looked.plusMillis(2_999));
    assertThat(send(get("/console/now").header("Cookie", cookie)).body())
        .contains("\"fresh\":true");

    console.stopClockAt(looked.plusSeconds(3));

    assertThat(send(get("/console/now").header("Cookie", cookie)).body())
        .contains("\"fresh\":false");
    assertThat(metrics(ConsoleUnderTest.TOKEN).body())
        .contains("renkei_queues_seen 0.0")
        .contains("renkei_queue_rate{direction=\"in\",lane=\"bulk\",tenant=\"990027\"} NaN");
  }

  @Test
  void servesThePageWithAndWithoutASlashAtTheEnd() throws Exception {
    assertThat(send(get("/console/?lang=en")).body())
        .isEqualTo(send(get("/console?lang=en")).body())
        .contains("One-time code");
  }

  @Test
  void remembersTheLastTenMinutesAndNoMore() throws Exception {
    for (int ago = 700; ago > 0; ago--) {
      console.look(Duration.ofSeconds(ago), List.of());
    }

    String history = send(get("/console/history").header("Cookie", login())).body();

    assertThat(history.split("\\],\\[", -1)).hasSize(600);
  }

  private String login() throws Exception {
    return tryPassword(ConsoleUnderTest.PASSWORD)
        .headers()
        .firstValue("Set-Cookie")
        .orElseThrow()
        .split(";", 2)[0];
  }

  private HttpResponse<String> tryPassword(String password) throws Exception {
    return send(loginForm(password));
  }

  private HttpResponse<String> metrics(String token) throws Exception {
    return send(get("/metrics").header("Authorization", "Bearer " + token));
  }

  private HttpRequest.Builder loginForm(String password) {
    return HttpRequest.newBuilder(console.address("/console/login"))
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(
            BodyPublishers.ofString(
                "login="
                    + ConsoleUnderTest.LOGIN
                    + "&password="
                    + password.replace(' ', '+')
                    + "&code="
                    + (password.equals(ConsoleUnderTest.PASSWORD)
                        ? ConsoleUnderTest.code()
                        : "000000")));
  }

  private HttpRequest.Builder get(String path) {
    return HttpRequest.newBuilder(console.address(path));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }
}
