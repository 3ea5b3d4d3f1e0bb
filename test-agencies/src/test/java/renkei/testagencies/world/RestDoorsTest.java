package renkei.testagencies.world;

import static org.assertj.core.api.Assertions.assertThat;
import static renkei.testagencies.world.WorldBench.CITY;
import static renkei.testagencies.world.WorldBench.RESIDENT;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import renkei.testagencies.message.Message;
import renkei.testagencies.vocabulary.AgencyCode;
import renkei.testagencies.vocabulary.InquiryId;
import renkei.testagencies.vocabulary.PersonCode;
import renkei.testagencies.vocabulary.SerialNumber;

/** The world's REST doors, called over TLS as anybody would. */
@Timeout(60)
class RestDoorsTest {

  private static final AgencyCode PENSION = new AgencyCode("9000000000000011");
  private static final AgencyCode PORTAL = new AgencyCode("9000000000000021");
  private static final String SERIAL = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  private static final String HAND_OVER =
      "{\"requests\":[{\"serialNumber\":\"%s\",\"resident\":\"%s\"}]}";

  @TempDir static Path folder;
  private static WorldBench bench;

  @BeforeAll
  static void open() throws IOException {
    bench = new WorldBench(folder);
  }

  @AfterAll
  static void close() {
    bench.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/core", "/agencies", "/resident-network", "/pension-service", "/my-portal"})
  void everyDoorSaysWhatItIsToWhoeverOpensItByHand(String path) throws Exception {
    HttpResponse<String> text = bench.stranger("GET", path, "*/*");
    HttpResponse<String> page = bench.stranger("GET", path, "text/html");

    assertThat(text.statusCode()).isEqualTo(200);
    assertThat(text.body()).contains("docs/world.md", path, "証明書");
    assertThat(page.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
    assertThat(page.body()).contains("<!doctype html>", path, "lang=\"en\"");
  }

  @Test
  void whoeverShowsNoCertificateIsToldWhichOneToShow() throws Exception {
    HttpResponse<String> refused =
        bench.stranger("POST", "/pension-service/inquiries", "application/json");

    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("\"no-certificate\"", "agency-" + PENSION.value());
  }

  @Test
  void nobodyActsAsAnotherBody() throws Exception {
    String ask = "{\"provider\":\"%s\",\"resident\":\"S-00000001\"}".formatted(CITY.value());

    assertThat(bench.agency(PORTAL, "POST", "/pension-service/inquiries", ask).body())
        .contains("\"other-caller\"");
    assertThat(bench.agency(PENSION, "POST", "/resident-network/serial-numbers", "{}").body())
        .contains("\"other-caller\"");
  }

  @Test
  void thePensionServiceAsksAndIsAnswered() throws Exception {
    String ask = "{\"provider\":\"%s\",\"resident\":\"S-00000001\"}".formatted(CITY.value());

    HttpResponse<String> asked = bench.agency(PENSION, "POST", "/pension-service/inquiries", ask);

    assertThat(asked.statusCode()).isEqualTo(200);
    assertThat(asked.body()).contains("\"outcome\":\"PROVIDED\"", "\"TK00000000010101\"");
    String id = asked.body().replaceFirst(".*\"inquiryId\":\"([^\"]+)\".*\\s*", "$1");
    assertThat(bench.agency(PENSION, "GET", "/pension-service/inquiries/" + id, "").body())
        .isEqualTo(asked.body());
  }

  @Test
  void whatAProgramAsksAtTheCoreInThePensionServicesNameIsAnsweredThereToo() throws Exception {
    String code =
        bench.agency(PENSION, "GET", "/pension-service/people/S-00000001/code", "").body();
    InquiryId id = InquiryId.random();

    bench.ask(PENSION, id, new PersonCode(code.replaceFirst(".*\"([0-9a-f]{32})\".*\\s*", "$1")));

    assertThat(
            bench
                .agency(PENSION, "GET", "/pension-service/inquiries/" + id + "?wait=PT30S", "")
                .body())
        .contains("\"outcome\":\"PROVIDED\"", "\"TK00000000010101\"");
  }

  @Test
  void aSoapDoorSaysInSoapWhatItDoesNotTake() throws Exception {
    assertThat(bench.agency(PENSION, "POST", "/core", "{}").body())
        .contains("s:Fault", "NOT_A_MESSAGE", "application/soap+xml");
    assertThat(bench.stranger("POST", "/core", "application/soap+xml").body())
        .contains("s:Fault", "CALLER_NOT_ALLOWED", "pki/world");
    assertThat(bench.agency(PENSION, "PUT", "/agencies", "").body())
        .contains("s:Fault", "METHOD_NOT_ALLOWED");
  }

  @Test
  void whatTheListDoesNotPermitIsRefusedByTheCoreAndSaidSo() throws Exception {
    String ask =
        "{\"provider\":\"%s\",\"resident\":\"S-00000001\",\"information\":\"TM00000000000301\"}"
            .formatted(CITY.value());

    assertThat(bench.agency(PENSION, "POST", "/pension-service/inquiries", ask).body())
        .contains("\"outcome\":\"REFUSED\"", "\"reason\":\"NOT_PERMITTED\"");
  }

  @Test
  void thePortalShowsOwnData() throws Exception {
    HttpResponse<String> shown =
        bench.agency(
            PORTAL, "GET", "/my-portal/people/S-00000001/own-data?provider=" + CITY.value(), "");

    assertThat(shown.body()).contains("\"outcome\":\"PROVIDED\"", "\"items\"");
  }

  @Test
  void aSerialNumberHandedOverBringsTheMunicipalityItsCode() throws Exception {
    HttpResponse<String> taken =
        bench.backend(
            "990035",
            "/resident-network/serial-numbers",
            HAND_OVER.formatted(SERIAL, RESIDENT.value()));

    assertThat(taken.statusCode()).isEqualTo(202);
    assertThat(taken.body()).contains("\"handedOver\":1");
    PersonCode code = bench.world.core().issue(WorldBench.TOWN, RESIDENT);
    assertThat(bench.mail.poll(30, TimeUnit.SECONDS))
        .isInstanceOfSatisfying(
            Message.CodeDelivery.class,
            delivery ->
                assertThat(delivery.codes())
                    .containsExactly(new Message.IssuedCode(new SerialNumber(SERIAL), code)));
  }

  @Test
  void nobodyIsHandedOverWhomTheRegistersDoNotKnow() throws Exception {
    HttpResponse<String> refused =
        bench.backend(
            "990035",
            "/resident-network/serial-numbers",
            HAND_OVER.formatted(SERIAL, "S-99999999"));

    assertThat(refused.statusCode()).isEqualTo(404);
    assertThat(refused.body())
        .contains("unknown-resident", "request 1")
        .doesNotContain("S-99999999");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[] | one JSON object",
        "{\"provider\":1,\"resident\":\"S-00000001\"} | provider must be a text",
        "{\"resident\":\"S-00000001\"} | the field provider is missing",
        "{\"provider\":\"9099001900000000\",\"resident\":\"1\"} | a resident code",
        "{\"provider\":\"9099001900000000\",\"resident\":\"S-00000001\",\"x\":1} | field of that name: x",
        "{\"provider\":\"9000000000000099\",\"resident\":\"S-00000001\"} | nobody has that code",
        "{\"provider\":\"9099001900000000\",\"resident\":\"S-00000001\",\"lane\":\"FAST\"} | lane must",
        "{\"provider\":\"9099001900000000\",\"resident\":\"S-00000001\",\"deadline\":\"soon\"} | ISO 8601"
      })
  void namesWhatIsWrongWithABody(String body, String said) throws Exception {
    HttpResponse<String> refused =
        bench.agency(PENSION, "POST", "/pension-service/inquiries", body);

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(refused.body()).contains(said);
  }

  @ParameterizedTest
  @CsvSource({
    "/pension-service/inquiries, 405",
    "/pension-service/inquiries/1, 400",
    "/pension-service/inquiries/00000000-0000-4000-8000-000000000000, 404",
    "/pension-service/inquiries/00000000-0000-4000-8000-000000000000?wait=PT1H, 400",
    "/pension-service/inquiries/00000000-0000-4000-8000-000000000000?foo=1, 400",
    "/pension-service/people/1/code, 400",
    "/pension-service/people/S-00000001/code?foo=1, 400",
    "/pension-service/elsewhere, 404",
    "/elsewhere, 404"
  })
  void refusesByStatusWhatNoDoorTakes(String path, int status) throws Exception {
    assertThat(bench.agency(PENSION, "GET", path, "").statusCode()).isEqualTo(status);
  }

  @Test
  void aBodyIsBounded() throws Exception {
    assertThat(
            bench
                .agency(PENSION, "POST", "/pension-service/inquiries", " ".repeat(200_000))
                .statusCode())
        .isEqualTo(413);
  }
}
