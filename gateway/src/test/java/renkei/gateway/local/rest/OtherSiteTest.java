package renkei.gateway.local.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static renkei.gateway.local.rest.LocalBench.PARTIES;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import renkei.gateway.testing.Parties;
import renkei.gateway.testing.RawCaller;

/** What a page of another site can make the browser do that holds a client certificate: nothing. */
@Timeout(120)
class OtherSiteTest {

  private static LocalBench bench;

  @BeforeAll
  static void open() {
    bench = new LocalBench();
  }

  @AfterAll
  static void close() {
    bench.close();
  }

  /** Every operation of the contract that does something. */
  static Stream<String> acts() {
    return OpenApiTest.served().stream()
        .filter(operation -> !operation.startsWith("get "))
        .map(operation -> operation.replaceAll(" \\[.*", ""));
  }

  private static RawCaller.Answer ask(String act, String... headers) throws IOException {
    String[] parts = act.split(" ", 2);
    String path =
        parts[1].replace("{tenant}", Parties.KITA.value()).replaceAll("\\{[A-Za-z]+}", "none");
    String request =
        parts[0].toUpperCase(Locale.ROOT)
            + " "
            + path
            + " HTTP/1.1\r\nHost: renkei.example:8444\r\n"
            + String.join("", Stream.of(headers).map(each -> each + "\r\n").toList())
            + "Content-Length: 0\r\n\r\n";
    try (RawCaller caller =
        new RawCaller(PARTIES.tls(PARTIES.staff(Parties.KITA)), bench.door.port())) {
      return caller.ask(request);
    }
  }

  @ParameterizedTest
  @MethodSource("acts")
  void doesNothingAtTheWordOfAPageOfAnotherSite(String act) throws Exception {
    for (String from :
        List.of(
            "Sec-Fetch-Site: cross-site",
            "Sec-Fetch-Site: same-site",
            "Sec-Fetch-Site: none",
            "Origin: https://elsewhere.example",
            "Origin: https://renkei.example",
            "Origin: http://renkei.example:8444",
            "Origin: https://renkei.example:8444.elsewhere.example",
            "Origin: null")) {
      RawCaller.Answer answer = ask(act, from);

      assertThat(answer.status()).as(from).isEqualTo(403);
      assertThat(answer.body()).as(from).contains("other-site");
    }
  }

  @ParameterizedTest
  @MethodSource("acts")
  void takesNoTypeThatAFormOfAPageCanSend(String act) throws Exception {
    for (String type :
        List.of("application/x-www-form-urlencoded", "multipart/form-data", "text/plain")) {
      assertThat(ask(act, "Content-Type: " + type).status()).as(type).isEqualTo(415);
    }
  }

  @ParameterizedTest
  @MethodSource("acts")
  void hearsProgramsAndItsOwnPages(String act) throws Exception {
    assertThat(ask(act).body()).doesNotContain("other-site");
    assertThat(
            ask(act, "Sec-Fetch-Site: same-origin", "Origin: https://RENKEI.example:8444").body())
        .doesNotContain("other-site");
    assertThat(ask(act, "Sec-Fetch-Site: same-origin", "Origin: null").body())
        .as("a page that hands on no referrer")
        .doesNotContain("other-site");
    assertThat(ask(act, "Sec-Fetch-Site: cross-site", "Origin: null").status()).isEqualTo(403);
  }

  @Test
  void answersNoPreflight() throws Exception {
    RawCaller.Answer answer =
        ask(
            "options /tenants/{tenant}/holds/x",
            "Origin: https://elsewhere.example",
            "Access-Control-Request-Method: DELETE");

    assertThat(answer.status()).isBetween(400, 499);
    assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
    assertThat(answer.header("Access-Control-Allow-Methods")).isEmpty();
  }
}
