package renkei.gateway.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import renkei.gateway.staff.ClientKey;
import renkei.gateway.staff.Login;
import renkei.gateway.staff.MachineCode;
import renkei.gateway.staff.PersonsUnderTest;
import renkei.gateway.staff.Place;
import renkei.gateway.staff.Right;
import renkei.signing.KeyStoreFile;
import renkei.signing.tls.Tls;
import renkei.signing.trust.CertificateTrust;

/** What operators' programs do, over real TLS. */
class OperatorApiTest {

  @TempDir static Path folder;
  private static ConsoleUnderTest console;
  private static HttpClient anybody;

  @BeforeAll
  static void open() throws Exception {
    console = new ConsoleUnderTest(folder);
    anybody = HttpClient.newBuilder().sslContext(console.tls).build();
  }

  @AfterAll
  static void close() {
    anybody.close();
    console.close();
  }

  private static HttpResponse<String> call(
      HttpClient client, String path, String authorization, String json) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(console.address("/operators" + path));
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    if (!json.isEmpty()) {
      request.header("Content-Type", "application/json").POST(BodyPublishers.ofString(json));
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private static String machine() throws Exception {
    return "Machine " + Files.readString(folder.resolve(MachineCode.FILE));
  }

  private static String session() throws Exception {
    HttpResponse<String> entered =
        call(
            anybody,
            "/sessions",
            "",
            "{\"login\":\"%s\",\"password\":\"%s\",\"code\":\"%s\"}"
                .formatted(
                    ConsoleUnderTest.LOGIN, ConsoleUnderTest.PASSWORD, ConsoleUnderTest.code()));
    assertThat(entered.statusCode()).as(entered.body()).isEqualTo(200);
    return "Bearer " + field(entered, "session");
  }

  private static String field(HttpResponse<String> response, String name) {
    Matcher field = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(response.body());
    assertThat(field.find()).as(response.body()).isTrue();
    return field.group(1);
  }

  private static String wanted(String login) {
    return "{\"login\":\"%s\",\"name\":\"Somebody\",\"rights\":\"observe\",\"until\":\"%s\"}"
        .formatted(login, ConsoleUnderTest.people().operator("x1").lastDay());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/persons", "/proposals", "/acts", "/persons?tenant=990019"})
  void showsNothingToNobody(String path) throws Exception {
    HttpResponse<String> refused = call(anybody, path, "", "");

    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(field(refused, "code")).isEqualTo("no-person");
    assertThat(refused.headers().firstValue("Cache-Control")).contains("no-store");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/persons/end",
        "/persons/reset",
        "/proposals",
        "/proposals/approve",
        "/proposals/decline"
      })
  void doesNothingForNobody(String path) throws Exception {
    String json = "{\"login\":\"kato\",\"id\":\"00000000-0000-0000-0000-000000000000\"}";

    assertThat(call(anybody, path, "", json).statusCode()).isEqualTo(401);
    assertThat(call(anybody, path, "Bearer made-up", json).statusCode()).isEqualTo(401);
    assertThat(call(anybody, "/persons", "", wanted("third")).statusCode()).isEqualTo(401);
    assertThat(call(anybody, "/persons", "Machine made-up", wanted("third")).statusCode())
        .isEqualTo(401);
  }

  @Test
  void takesTwoPersonsOnceTwoCanApprove() throws Exception {
    HttpResponse<String> alone = call(anybody, "/persons", machine(), wanted("third"));
    assertThat(alone.statusCode()).isEqualTo(409);
    assertThat(field(alone, "code")).isEqualTo("needs-two-persons");

    String session = session();
    HttpResponse<String> proposed = call(anybody, "/persons", session, wanted("fourth"));
    String id = field(proposed, "proposal");
    HttpResponse<String> own =
        call(anybody, "/proposals/approve", session, "{\"id\":\"" + id + "\"}");
    assertThat(own.statusCode()).isEqualTo(409);
    assertThat(field(own, "code")).isEqualTo("same-person");
    assertThat(call(anybody, "/proposals", session, "").body()).contains(id, "fourth");
    assertThat(call(anybody, "/proposals/decline", session, "{\"id\":\"" + id + "\"}").statusCode())
        .isEqualTo(200);
  }

  @Test
  void knowsAPersonByTheCertificateOfTheConnection() throws Exception {
    PersonsUnderTest people = ConsoleUnderTest.people();
    char[] password = Files.readString(folder.resolve("pki/world/password")).strip().toCharArray();
    KeyStoreFile file = KeyStoreFile.open(folder.resolve("pki/world/backend-990035.p12"), password);
    var identity = file.identity("identity");
    var trust =
        CertificateTrust.anchoredAt(
            KeyStoreFile.open(folder.resolve("pki/world/anchors.p12"), password).trusted(),
            Clock.systemUTC());
    try (HttpClient client =
        HttpClient.newBuilder().sslContext(Tls.context(identity, trust)).build()) {
      assertThat(call(client, "/persons", "", "").statusCode()).isEqualTo(401);
      String person = "mori" + Long.toString(System.nanoTime(), 36);
      String none =
          people.addByTwo(
              PersonsUnderTest.withKey(
                  people.operator(person, Right.OBSERVE), ClientKey.of(identity.certificate())));
      assertThat(none).isEmpty();

      assertThat(call(client, "/persons", "", "").body()).contains(person);
      HttpResponse<String> beyond = call(client, "/persons/end", "", "{\"login\":\"kato\"}");
      assertThat(beyond.statusCode()).isEqualTo(403);
      assertThat(field(beyond, "code")).isEqualTo("not-your-right");
      people.changes.endByMachine(Place.PLATFORM, new Login(person));
      assertThat(call(client, "/persons", "", "").statusCode()).isEqualTo(401);
    }
  }

  @Test
  void saysWhichFormIsRight() throws Exception {
    String session = session();
    assertThat(call(anybody, "/persons", session, wanted("No Login")).body())
        .contains("malformed-field", "lower-case letters");
    assertThat(call(anybody, "/persons", session, "[]").statusCode()).isEqualTo(400);
    assertThat(call(anybody, "/nothing", session, "").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{} {}", "{\"login\":\"a\",\"login\":\"b\"}", "{\"login\":"})
  void refusesWhatIsNoSingleJsonObject(String body) throws Exception {
    assertThat(call(anybody, "/persons/end", session(), body).statusCode()).isEqualTo(400);
  }

  @Test
  void refusesJsonThatIsNestedWithoutEnd() throws Exception {
    String body = "{\"login\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}";

    assertThat(call(anybody, "/persons/end", session(), body).statusCode()).isEqualTo(400);
  }

  @Test
  void handsOutSealedActsToWhoMayObserve() throws Exception {
    ConsoleUnderTest.people().acts.seal(Place.PLATFORM);

    assertThat(call(anybody, "/acts", session(), "").body())
        .startsWith("renkei acts 1\nhead\tplatform\t")
        .contains("\tPERSON_ADDED\t", "\tPERSON_ENROLLED\t");
  }
}
