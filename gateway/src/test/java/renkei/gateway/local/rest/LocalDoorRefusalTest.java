package renkei.gateway.local.rest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static renkei.gateway.local.rest.LocalBench.INFORMATION;
import static renkei.gateway.local.rest.LocalBench.PARTIES;
import static renkei.gateway.local.rest.LocalBench.inquiry;
import static renkei.gateway.local.rest.LocalBench.object;
import static renkei.gateway.local.rest.LocalBench.path;
import static renkei.gateway.local.rest.LocalBench.person;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import renkei.broker.BrokerSettings;
import renkei.gateway.health.KeyFault;
import renkei.gateway.local.RequestError;
import renkei.gateway.testing.CapturedLog;
import renkei.gateway.testing.Parties;
import renkei.gateway.testing.TestDatabase;
import renkei.signing.SigningIdentity;

/**
 * What the local door refuses: each with a clear error, a counter, a log line without content, and
 * not one row in the database.
 */
@Timeout(300)
class LocalDoorRefusalTest {

  /** The check digits of these fit; they belong to nobody. */
  private static final String INDIVIDUAL_NUMBER = "123456789018";

  private static final String RESIDENT_CODE = "12345678903";

  private static final String SECRET = "SECRETKITA00001";

  private static final String NOBODY = "{\"addresseeNumbers\":[]}";

  private static LocalBench bench;

  @BeforeAll
  static void open() {
    bench = new LocalBench();
  }

  @AfterAll
  static void close() {
    bench.close();
  }

  // Keys of the municipality.

  @Test
  void saysSinceWhenTheMunicipalitysCertificateHasEnded() {
    Instant ended = Instant.parse("2026-01-31T14:59:59Z");
    bench.faults.put(
        Parties.KITA, new KeyFault(KeyFault.Kind.CERTIFICATE_ENDED, "ended", Optional.of(ended)));
    try {
      List<String> bodies = new ArrayList<>();
      bench.refuses(
          RequestError.CERTIFICATE_ENDED,
          List.of(),
          () -> {
            HttpResponse<String> response = bench.post("/serial-numbers", NOBODY);
            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.headers().firstValue("Retry-After")).isPresent();
            bodies.add(response.body());
            return response;
          });
      assertThat(bodies).singleElement().asString().contains("certificate-ended", ended.toString());
    } finally {
      bench.faults.clear();
    }
  }

  @Test
  void doesNothingForAMunicipalityWhoseKeysCannotBeUsed() {
    bench.faults.put(
        Parties.KITA, new KeyFault(KeyFault.Kind.KEYS_UNREADABLE, "no file", Optional.empty()));
    try {
      bench.refuses(
          RequestError.KEYS_UNUSABLE, List.of(), () -> bench.post("/serial-numbers", NOBODY));
    } finally {
      bench.faults.clear();
    }
  }

  // JSON.

  static Stream<String> malformedJson() {
    return Stream.of(
        "",
        "hello",
        "{",
        "[]",
        "null",
        "\"text\"",
        "{\"addresseeNumbers\":[\"" + SECRET + "\"]",
        "{\"addresseeNumbers\":[\"" + SECRET + "\"]} trailing",
        "{\"addresseeNumbers\":[\"" + SECRET + "\"],\"surprise\":1}",
        "{\"addresseeNumbers\":[\"" + SECRET + "\"],\"addresseeNumbers\":[]}",
        "{\"addresseeNumbers\":{\"" + SECRET + "\":1}}",
        "{\"addresseeNumbers\":\"" + SECRET + "\"}",
        "{\"addresseeNumbers\":[[[[[\"" + SECRET + "\"]]]]]}",
        "{\"addresseeNumbers\":[" + "[".repeat(20_000),
        "{\"addresseeNumbers\":[\"" + "x".repeat(1_000) + "\"]}",
        "{\"addresseeNumbers\":[" + "1,".repeat(6_000) + "1]}",
        "{\"addresseeNumbers\":[1e" + "9".repeat(300) + "]}",
        "{'addresseeNumbers':[]}",
        "{\"addresseeNumbers\":[\"\\ud800\"}");
  }

  @ParameterizedTest
  @MethodSource
  void malformedJson(String json) {
    bench.refuses(
        RequestError.MALFORMED_JSON, List.of(SECRET), () -> bench.post("/serial-numbers", json));
  }

  static Stream<Charset> otherEncodings() {
    return Stream.of(UTF_16, ISO_8859_1);
  }

  @ParameterizedTest
  @MethodSource("otherEncodings")
  void refusesOtherEncodings(Charset charset) {
    String json = "{\"addresseeNumbers\":[\"" + SECRET + "\"],\"localId\":\"é\"}";

    bench.refuses(
        RequestError.MALFORMED_JSON,
        List.of(SECRET),
        () ->
            bench.backend.send(
                "POST", path("/serial-numbers"), "application/json", json.getBytes(charset)));
  }

  @Test
  void refusesTooLargeJson() {
    String json = "{\"addresseeNumbers\":[" + " ".repeat(200_000) + "]}";

    bench.refuses(RequestError.TOO_LARGE, List.of(), () -> bench.post("/serial-numbers", json));
  }

  static Stream<String> numbersOutOfBounds() {
    String many =
        IntStream.range(0, 1001)
            .mapToObj("\"0000MANY%07d\""::formatted)
            .collect(Collectors.joining(","));
    return Stream.of(
        "{}",
        "{\"addresseeNumbers\":null}",
        "{\"addresseeNumbers\":[]}",
        "{\"addresseeNumbers\":[null]}",
        "{\"addresseeNumbers\":[\"short\"]}",
        "{\"addresseeNumbers\":[" + many + "]}");
  }

  @ParameterizedTest
  @MethodSource("numbersOutOfBounds")
  void refusesMissingFieldsAndNumbersOutOfBounds(String json) {
    bench.refuses(
        RequestError.MALFORMED_FIELD, List.of("short"), () -> bench.post("/serial-numbers", json));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localId",
        "exchanges[0].addresseeNumber",
        "procedure",
        "exchanges[0].information",
        "exchanges[0].provider",
        "exchanges[0].condition",
        "exchanges[0].edition",
        "exchanges[0].inquirerFor",
        "exchanges[0].providerFor",
        "exchanges[0].consent.basis",
        "exchanges[0].consent.given",
        "lane",
        "deadline"
      })
  void refusesAMalformedField(String field) {
    String json = inquiry("malformed", person()).replaceFirst("\\}$", ",\"deadline\":\"PT30S\"}");
    String full =
        json.replace(
            "\"addresseeNumber\"",
            "\"condition\":\"CURRENT\",\"edition\":\"2026-06\",\"inquirerFor\":\"9099001900000000\","
                + "\"providerFor\":\"9099001900000000\",\"consent\":{\"basis\":\"A\",\"given\":\"2026-06-01\"},"
                + "\"addresseeNumber\"");
    String last = field.substring(field.lastIndexOf('.') + 1);
    String malformed = full.replaceFirst("(\"" + last + "\":\")[^\"]*", "$1#" + SECRET);
    Assertable call = () -> bench.post("/inquiries", malformed);

    bench.refuses(RequestError.MALFORMED_FIELD, List.of(SECRET), call::send);
    JsonObject problem = object(call.send());
    assertThat(problem.getString("field")).isEqualTo(field);
    assertThat(problem.getString("detail")).startsWith(field + " must be ");
  }

  static Stream<String> malformedSets() {
    return Stream.of(
        "null",
        "[]",
        "[null]",
        "{}",
        "[\"" + SECRET + "\"]",
        "[{\"addresseeNumber\":{}}]",
        "[{\"" + SECRET + "\":1}]",
        "[{\"provider\":\"1\",\"provider\":\"1\"}]",
        "[{\"items\":\"TK00000000000001\"}]",
        "[{\"consent\":[]}]",
        "[{\"consent\":{\"paper\":\"x\"}}]",
        "[{\"notDisclosed\":\"" + SECRET + "\"}]");
  }

  @ParameterizedTest
  @MethodSource
  void malformedSets(String exchanges) {
    String json =
        inquiry("malformed-set", person())
            .replaceFirst("\\[.*\\]", Matcher.quoteReplacement(exchanges));
    boolean isNothing = exchanges.equals("null") || exchanges.equals("[]");

    bench.refuses(
        isNothing ? RequestError.MALFORMED_FIELD : RequestError.MALFORMED_JSON,
        List.of(SECRET),
        () -> bench.post("/inquiries", json));
  }

  @Test
  void refusesMoreExchangesThanOneInquiryHas() {
    String[] people = Stream.generate(LocalBench::person).limit(21).toArray(String[]::new);

    bench.refuses(
        RequestError.TOO_MANY_EXCHANGES,
        List.of(),
        () -> bench.post("/inquiries", inquiry("too-many", people)));
  }

  @Test
  void refusesTheSameQuestionTwiceAndNamesBoth() {
    String one = person();
    Assertable call = () -> bench.post("/inquiries", inquiry("twice", person(), one, one));

    bench.refuses(RequestError.REPEATED_EXCHANGE, List.of(), call::send);
    JsonObject problem = object(call.send());
    assertThat(problem.getString("field")).isEqualTo("exchanges[2]");
    assertThat(problem.getString("expected")).contains("exchanges[1]");
  }

  @Test
  void namesThePlacesOfPeopleWithoutACodeAndKeepsNothing() {
    String localId = UUID.randomUUID().toString();
    String json = inquiry(localId, bench.knownPerson(), person(), person());
    Assertable call = () -> bench.post("/inquiries", json);

    bench.refuses(RequestError.NO_CODE, List.of(), call::send);
    assertThat(object(call.send()).getString("field")).isEqualTo("exchanges[1], exchanges[2]");
    assertThat(object(bench.get("/inquiries?localId=" + localId)).getJsonArray("inquiries"))
        .isEmpty();
  }

  private interface Assertable {
    HttpResponse<String> send();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "-PT1S", "P365D"})
  void refusesDeadlinesOutOfBounds(String deadline) {
    String json =
        inquiry("deadline", person()).replaceFirst("\\}$", ",\"deadline\":\"" + deadline + "\"}");

    bench.refuses(RequestError.MALFORMED_FIELD, List.of(), () -> bench.post("/inquiries", json));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "x\\u0007y", "x\\ny", "LONG"})
  void refusesWhoAskedInTextsOutOfBounds(String by) {
    String text = by.equals("LONG") ? SECRET.repeat(5) : by;
    String json =
        inquiry("asked-by", person())
            .replaceFirst(
                "\\}$",
                Matcher.quoteReplacement(
                    ",\"askedBy\":{\"department\":\"D\",\"user\":\"" + text + "\"}}"));

    bench.refuses(
        RequestError.MALFORMED_FIELD, List.of(SECRET), () -> bench.post("/inquiries", json));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT31S", "-PT1S", "1s", "PT9999999999999H"})
  void refusesWaitsOutOfBounds(String wait) {
    bench.refuses(
        RequestError.MALFORMED_FIELD,
        List.of(),
        () -> bench.get("/inquiries/" + UUID.randomUUID() + "?wait=" + wait));
  }

  // Paths, methods, media types.

  @Test
  void refusesPathsThatAreNotInTheContract() {
    bench.refuses(RequestError.NOT_FOUND, List.of(SECRET), () -> bench.get("/persons/" + SECRET));
  }

  @Test
  void refusesMethodsThatAreNotInTheContract() {
    bench.refuses(
        RequestError.METHOD_NOT_ALLOWED,
        List.of(SECRET),
        () -> bench.staff("POST", "/protection-cases/" + SECRET));
  }

  @Test
  void refusesMediaTypesThatAreNotInTheContract() {
    bench.refuses(
        RequestError.UNSUPPORTED_MEDIA_TYPE,
        List.of(SECRET),
        () ->
            bench.backend.send(
                "POST", path("/serial-numbers"), "application/xml", SECRET.getBytes(UTF_8)));
  }

  @Test
  void refusesCsvInAnotherEncoding() {
    bench.refuses(
        RequestError.UNSUPPORTED_MEDIA_TYPE,
        List.of(SECRET),
        () ->
            bench.backend.send(
                "POST",
                path(
                    "/replicas/"
                        + INFORMATION
                        + "/2026-06?load=full&missing=keep&coversFrom=2021&coversTo=2026"),
                "text/csv; charset=Shift_JIS",
                SECRET.getBytes(UTF_8)));
  }

  @Test
  void refusesToAnswerInAnotherMediaType() {
    bench.refuses(
        RequestError.NOT_ACCEPTABLE,
        List.of(SECRET),
        () ->
            bench.backend.send(
                HttpRequest.newBuilder(bench.backend.at(path("/persons/" + SECRET + "/code")))
                    .header("Accept", "application/xml")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"?wait=%zz", "?wait=%", "?wait=PT1S&more=%4"})
  void refusesQueriesThatCannotBeDecoded(String query) throws Exception {
    String path = path("/inquiries/" + UUID.randomUUID() + query);

    assertThat(refusesRaw(RequestError.BAD_REQUEST, "GET " + path)).startsWith("HTTP/1.1 400 ");
  }

  @Test
  void refusesPathsThatCannotBeDecoded() throws Exception {
    double before = bench.refused("BAD_REQUEST");

    assertThat(raw("GET " + path("/persons/%zz/code"))).startsWith("HTTP/1.1 400 ");
    assertThat(bench.refused("BAD_REQUEST")).isEqualTo(before + 1);
  }

  /** No client of the JDK sends these. */
  private static String refusesRaw(RequestError error, String request) throws Exception {
    double before = bench.refused(error.name());
    try (CapturedLog log = CapturedLog.open()) {
      String answer = raw(request);
      log.tells(error.name(), List.of());
      assertThat(log.lines()).noneMatch(line -> line.startsWith("ERROR"));
      assertThat(bench.refused(error.name())).isEqualTo(before + 1);
      assertThat(answer).contains("\"error\":\"" + error.code() + "\"");
      return answer;
    }
  }

  private static String raw(String request) throws IOException {
    try (var socket =
        PARTIES
            .tls(PARTIES.backend(Parties.KITA))
            .getSocketFactory()
            .createSocket("127.0.0.1", bench.door.port())) {
      socket.setSoTimeout(30_000);
      socket
          .getOutputStream()
          .write((request + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").getBytes(UTF_8));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"garbage", "json", "application/", "/json", "application/json/text"})
  void refusesMediaTypesThatAreNone(String type) {
    bench.refuses(
        RequestError.UNSUPPORTED_MEDIA_TYPE,
        List.of(SECRET),
        () -> bench.backend.send("POST", path("/serial-numbers"), type, SECRET.getBytes(UTF_8)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/serial-numbers", "/records"})
  void refusesToListItsMethods(String below) {
    bench.refuses(
        RequestError.METHOD_NOT_ALLOWED,
        List.of(),
        () -> bench.backend.send("OPTIONS", path(below), "", new byte[0]));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/replicas/TM1/2026-06/" + SECRET,
        "/replicas/" + INFORMATION + "/2026/" + SECRET,
        "/records?role=SPECTATOR"
      })
  void refusesMalformedCodes(String below) {
    bench.refuses(RequestError.MALFORMED_FIELD, List.of(SECRET), () -> bench.get(below));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/provisions", "/provisions?state=ON_HOLD&after=" + SECRET})
  void refusesMalformedQuestionsOfStaff(String below) {
    bench.refuses(RequestError.MALFORMED_FIELD, List.of(SECRET), () -> bench.staff("GET", below));
  }

  @Test
  void refusesUnknownProviders() {
    String json = inquiry("u", SECRET).replace(Parties.MINAMI_AGENCY.value(), "9099009900000000");

    bench.refuses(
        RequestError.UNKNOWN_PROVIDER, List.of(SECRET), () -> bench.post("/inquiries", json));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/replicas/TM00000000000999/2026-06?load=full&missing=keep",
        "/replicas/" + INFORMATION + "/2020-06?load=full&missing=keep"
      })
  void refusesLoadsOfWhatHasNoLayout(String below) {
    bench.refuses(
        RequestError.MALFORMED_CSV, List.of(SECRET), () -> bench.load(below, csv(SECRET)));
  }

  @Test
  void refusesLoadsOfAnotherKind() {
    bench.refuses(
        RequestError.MALFORMED_FIELD,
        List.of(SECRET),
        () -> bench.load("/replicas/" + INFORMATION + "/2026-06?load=some", csv(SECRET)));
  }

  @Test
  void refusesInquiriesAboutPeopleWithoutCode() {
    bench.refuses(
        RequestError.NO_CODE,
        List.of(SECRET),
        () -> bench.post("/inquiries", inquiry("n", SECRET)));
  }

  @Test
  void refusesALocalIdThatNamesAnotherInquiry() {
    String localId = UUID.randomUUID().toString();
    assertThat(bench.post("/inquiries", inquiry(localId, bench.knownPerson())).statusCode())
        .isEqualTo(202);
    String other = bench.knownPerson();

    bench.refuses(
        RequestError.LOCAL_ID_TAKEN,
        List.of(other),
        () -> bench.post("/inquiries", inquiry(localId, other)));
  }

  @Test
  void sendsMassInquiriesAwayFromTheCounter() {
    try (LocalBench bench = new LocalBench(TestDatabase.open(), oneInquiryASecond())) {
      String person = bench.knownPerson();

      HttpResponse<String> refused = firstRefused(bench, person);

      assertThat(refused.statusCode()).as(refused.body()).isEqualTo(429);
      assertThat(refused.headers().firstValue("Retry-After")).isPresent();
      assertThat(refused.body()).contains("too-fast", "ROUTINE", "BULK").doesNotContain(person);
      assertThat(bench.refused("TOO_FAST")).isEqualTo(1);
    }
  }

  private static BrokerSettings oneInquiryASecond() {
    BrokerSettings usual = BrokerSettings.defaults();
    return new BrokerSettings(
        usual.inquiryDeadline(),
        usual.bulkFrom(),
        usual.bulkTo(),
        new BrokerSettings.Bounds(1000, 1000, 1000, 1),
        usual.workers(),
        usual.inline(),
        usual.coreRoute(),
        usual.retention());
  }

  private static HttpResponse<String> firstRefused(LocalBench bench, String person) {
    return IntStream.range(0, 100)
        .mapToObj(_ -> bench.post("/inquiries", inquiry(UUID.randomUUID().toString(), person)))
        .filter(response -> response.statusCode() != 202)
        .findFirst()
        .orElseThrow();
  }

  // Who calls.

  private static final String MINAMI = "/tenants/990027";
  private static final String SOME_ID = "01a22b28-e49f-7451-a0b7-84dfb469c56d";

  static Stream<String> whatTenantsRead() {
    return Stream.of(
        "/cases",
        "/persons/" + SECRET + "/code",
        "/replicas/" + INFORMATION + "/2026-06/" + SECRET,
        "/inquiries/" + SOME_ID,
        "/provisions?state=ON_HOLD",
        "/records?role=INQUIRER",
        "/records/export",
        "/records/proof/" + SOME_ID,
        "/records/head");
  }

  @ParameterizedTest
  @MethodSource("whatTenantsRead")
  void letsNoBackendReadAnotherTenants(String below) {
    bench.refuses(
        RequestError.OTHER_TENANT,
        List.of(SECRET),
        () -> bench.backend.send("GET", MINAMI + below, "", new byte[0]));
  }

  @ParameterizedTest
  @MethodSource("whatTenantsRead")
  void letsNoStaffReadAnotherTenants(String below) {
    bench.refuses(
        RequestError.OTHER_TENANT,
        List.of(SECRET),
        () -> bench.staff.send("GET", MINAMI + below, "", new byte[0]));
  }

  @ParameterizedTest
  @CsvSource({
    "PUT, /protection-cases/" + SECRET,
    "PUT, /holds/" + SECRET + "/" + INFORMATION,
    "POST, /provisions/" + SOME_ID + "/release",
    "POST, /provisions/" + SOME_ID + "/refuse"
  })
  void letsNoStaffChangeAnotherTenants(String method, String below) {
    bench.refuses(
        RequestError.OTHER_TENANT,
        List.of(SECRET),
        () -> bench.staff.send(method, MINAMI + below, "", new byte[0]));
  }

  @Test
  void letsNoBackendLoadAnotherTenantsReplicas() {
    bench.refuses(
        RequestError.OTHER_TENANT,
        List.of(SECRET),
        () ->
            bench.backend.send(
                "POST",
                MINAMI
                    + "/replicas/"
                    + INFORMATION
                    + "/2026-06?load=full&missing=keep&coversFrom=2021&coversTo=2026",
                "text/csv",
                csv(SECRET)));
  }

  @Test
  void letsNoBackendInquireForAnotherTenant() {
    bench.refuses(
        RequestError.OTHER_TENANT,
        List.of(SECRET),
        () ->
            bench.backend.send(
                "POST",
                MINAMI + "/inquiries",
                "application/json",
                inquiry("other", SECRET).getBytes(UTF_8)));
  }

  @ParameterizedTest
  @CsvSource({
    "PUT, /holds/" + SECRET + "/" + INFORMATION,
    "PUT, /protection-cases/" + SECRET,
    "GET, /provisions?state=ON_HOLD",
    "POST, /provisions/" + SOME_ID + "/release",
    "POST, /provisions/" + SOME_ID + "/refuse",
    "GET, /records/export",
    "POST, /records/search",
    "POST, /inquiries/search",
    "PUT, /records/hidden/" + SOME_ID
  })
  void keepsBackendsAwayFromWhatIsForStaff(String method, String below) {
    bench.refuses(
        RequestError.NOT_YOUR_ROLE,
        List.of(SECRET),
        () -> bench.backend.send(method, path(below), "", new byte[0]));
  }

  @Test
  void keepsStaffAwayFromWhatIsForBackends() {
    bench.refuses(
        RequestError.NOT_YOUR_ROLE,
        List.of(SECRET),
        () ->
            bench.staff.send(
                "POST", path("/serial-numbers"), "application/json", "{}".getBytes(UTF_8)));
  }

  static Stream<SigningIdentity> noMunicipalities() {
    return Stream.of(
        PARTIES.agency(Parties.CORE), PARTIES.agency(Parties.KITA_AGENCY), PARTIES.platform());
  }

  @ParameterizedTest
  @MethodSource("noMunicipalities")
  void knowsNoCallersButMunicipalities(SigningIdentity identity) {
    bench.refuses(
        RequestError.NO_CALLER, List.of(), () -> bench.as(identity, "GET", path("/cases")));
  }

  @ParameterizedTest
  @MethodSource("noMunicipalities")
  void showsItsContractToMunicipalitiesOnly(SigningIdentity identity) {
    bench.refuses(
        RequestError.NO_CALLER, List.of(), () -> bench.as(identity, "GET", "/openapi.yaml"));
  }

  @Test
  void takesNoCertificateOfStrangers() {
    assertThatThrownBy(
            () -> bench.as(Parties.strangers().backend(Parties.KITA), "GET", path("/cases")))
        .hasCauseInstanceOf(IOException.class);
  }

  // Numbers that must never arrive.

  static Stream<Arguments> opaqueFields() {
    return Stream.of(
            INDIVIDUAL_NUMBER,
            RESIDENT_CODE,
            "000" + INDIVIDUAL_NUMBER,
            "0000" + RESIDENT_CODE,
            "1234-5678-9018")
        .flatMap(
            number ->
                Stream.<Supplier<HttpResponse<String>>>of(
                        () ->
                            bench.post(
                                "/serial-numbers", "{\"addresseeNumbers\":[\"" + number + "\"]}"),
                        () -> bench.post("/inquiries", inquiry(number, person())),
                        () -> bench.post("/inquiries", inquiry("local", number)),
                        () ->
                            bench.post(
                                "/inquiries",
                                inquiry("asked-by", person())
                                    .replace(
                                        "\"lane\"",
                                        "\"askedBy\":{\"user\":\"" + number + "\"},\"lane\"")),
                        () -> bench.get("/persons/" + number + "/code"),
                        () -> bench.get("/replicas/" + INFORMATION + "/2026-06/" + number),
                        () -> bench.staff("PUT", "/holds/" + number + "/" + INFORMATION),
                        () -> bench.staff("PUT", "/protection-cases/" + number))
                    .map(call -> Arguments.of(number, call)));
  }

  @ParameterizedTest
  @MethodSource("opaqueFields")
  void refusesForbiddenNumbersInEveryOpaqueField(
      String number, Supplier<HttpResponse<String>> call) {
    double alarms = alarms();

    bench.refuses(RequestError.FORBIDDEN_NUMBER, List.of(number), call);

    assertThat(alarms()).isEqualTo(alarms + 1);
  }

  private static double alarms() {
    var counter =
        bench
            .metrics
            .find("renkei.alarms")
            .tags("door", "local", "reason", "FORBIDDEN_NUMBER")
            .counter();
    return counter == null ? 0 : counter.count();
  }

  // CSV.

  private static final String HEADER =
      "operation,addressee_number,record_key,sequence,as_of,valid_from,valid_to,group,instance,TK00000000020001,TK00000000020002,TK00000000020009,TK00000000020010,TK00000000020015,TK00000000020016,TK00000000020017,TK00000000020018\r\n";

  private static byte[] csv(String person) {
    return (HEADER + "PUT," + person + ",2026,20260601,2026-06-01,,,,,2026,1,1,2,3,4,5,6\r\n")
        .getBytes(UTF_8);
  }

  static Stream<String> brokenCsv() {
    return Stream.of(
        "",
        "\r\n",
        "operation,addressee_number\r\n",
        HEADER.replace("as_of", SECRET),
        HEADER.replace("TK00000000020001", "TK00000000099999"),
        HEADER.replace("TK00000000020001", "TK00000000020002"),
        SECRET);
  }

  @ParameterizedTest
  @MethodSource
  void brokenCsv(String csv) {
    bench.refuses(RequestError.MALFORMED_CSV, List.of(SECRET), () -> bench.load(csv));
  }

  @Test
  void refusesAFullLoadOfNobodyAndSaysWhy() {
    bench.refuses(
        RequestError.MALFORMED_CSV,
        List.of(),
        () -> {
          HttpResponse<String> response =
              bench.load(
                  "/replicas/"
                      + INFORMATION
                      + "/2026-06?load=full&missing=keep&coversFrom=2021&coversTo=2026",
                  HEADER.getBytes(UTF_8));
          assertThat(object(response).getString("detail"))
              .contains("nothing was loaded or registered");
          return response;
        });
  }

  /** Six lines, each bad in its own way; two carry a number that must never arrive. */
  private static String badLines(String person) {
    return HEADER
        + line(INDIVIDUAL_NUMBER)
        + line("0000" + RESIDENT_CODE)
        + line(person).replace("PUT", "GUESS")
        + line(person).replace("2026-06-01", "yesterday")
        + line(person).replace(",6\r\n", "\r\n")
        + line(person).replace("2026,1,1,", "2026,1," + SECRET + ",");
  }

  private static String line(String person) {
    return "PUT," + person + ",2026,20260601,2026-06-01,,,,,2026,1,1,2,3,4,5,6\r\n";
  }

  @Test
  void reportsBadLines() {
    String person = person();

    JsonObject receipt = object(bench.load(badLines(person)));

    assertThat(receipt.getInt("received")).isEqualTo(6);
    assertThat(receipt.getInt("applied")).isZero();
    assertThat(receipt.getInt("refused")).isEqualTo(6);
    assertThat(receipt.toString()).doesNotContain(INDIVIDUAL_NUMBER, RESIDENT_CODE, person, SECRET);
  }

  @Test
  void keepsNothingOfBadLines() {
    String person = person();

    HttpResponse<String> _ = bench.load(badLines(person));

    assertThat(bench.get("/replicas/" + INFORMATION + "/2026-06/" + person).statusCode())
        .isEqualTo(404);
  }

  @Test
  void countsBadLinesAndAlarmsOnce() {
    double alarms = alarms();
    double lines = bench.refusedLines();

    HttpResponse<String> _ = bench.load(badLines(person()));

    assertThat(alarms()).isEqualTo(alarms + 1);
    assertThat(bench.refusedLines()).isEqualTo(lines + 6);
  }

  @Test
  void logsHowManyLinesWereBadAndNothingOfThem() {
    String person = person();
    try (CapturedLog log = CapturedLog.open()) {
      HttpResponse<String> _ = bench.load(badLines(person));

      log.tells(
          "ALARM: local door refused FORBIDDEN_NUMBER from tenant 990019: 6 records of 6 lines;"
              + " findings: 2 of",
          List.of(INDIVIDUAL_NUMBER, RESIDENT_CODE, person, SECRET));
    }
  }

  static Stream<String> numbersInUnexpectedPlaces() {
    return Stream.of(
        HEADER + "nonsense\r\n".repeat(1_000) + "PUT," + INDIVIDUAL_NUMBER + "\r\n",
        HEADER + "PUT," + person() + ",2026-06-01," + RESIDENT_CODE + "\r\n");
  }

  @ParameterizedTest
  @MethodSource("numbersInUnexpectedPlaces")
  void alarmsOfNumbersBeyondTheListedErrorsAndInLinesOfTheWrongLength(String csv) {
    List<String> secrets = List.of(INDIVIDUAL_NUMBER, RESIDENT_CODE);
    double alarms = alarms();
    try (CapturedLog log = CapturedLog.open()) {
      HttpResponse<String> response = bench.load(csv);

      assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
      log.tells("findings: 1 of numbers that must not be sent,", secrets);
      assertThat(response.body()).doesNotContain(secrets);
    }
    assertThat(alarms()).isEqualTo(alarms + 1);
  }

  @Test
  void alarmsOfANumberWhereTheHeaderShouldBe() {
    double alarms = alarms();

    bench.refuses(
        RequestError.FORBIDDEN_NUMBER,
        List.of(INDIVIDUAL_NUMBER),
        () -> bench.load("PUT," + INDIVIDUAL_NUMBER + ",2026-06-01\r\n"));

    assertThat(alarms()).isEqualTo(alarms + 1);
  }

  @Test
  void saysThatNothingStandsWhenTheRestIsNoCsv() {
    String csv = new String(csv(person()), UTF_8) + "PUT,\"" + SECRET + "x".repeat(70_000);

    HttpResponse<String> response = bench.load(csv);

    assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
    JsonObject receipt = object(response);
    assertThat(receipt.getString("error")).isEqualTo("malformed-csv");
    assertThat(receipt.getString("state")).isEqualTo("ABANDONED");
    assertThat(receipt.getInt("applied")).isZero();
    assertThat(response.body()).doesNotContain(SECRET);
    assertThat(bench.refused("MALFORMED_CSV")).isPositive();
  }

  // Connections.

  @Test
  void refusesTooManyHeadersAndCountsIt() {
    double before = bench.refused("BAD_REQUEST");
    HttpRequest.Builder request = HttpRequest.newBuilder(bench.backend.at(path("/cases")));
    for (int i = 0; i < 400; i++) {
      request.header("X-Header-" + i, "x".repeat(50));
    }
    try (CapturedLog log = CapturedLog.open()) {
      assertThat(bench.backend.send(request).statusCode()).isEqualTo(431);
      log.tells("BAD_REQUEST", List.of("X-Header-1"));
    }
    assertThat(bench.refused("BAD_REQUEST")).isEqualTo(before + 1);
  }

  @Test
  void cutsOffASenderThatIsTooSlow() throws Exception {
    Map<String, Long> before = TestDatabase.rows();
    byte[] json = inquiry("slow", SECRET).getBytes(UTF_8);
    try (CapturedLog log = CapturedLog.open();
        SSLSocket socket = begun(json)) {
      long start = System.nanoTime();

      String answer = drip(socket, json);

      assertThat(System.nanoTime() - start).isLessThan(50_000_000_000L);
      assertThat(answer).startsWith("HTTP/1.1 408 ");
      log.tells("TOO_SLOW", List.of(SECRET));
    }
    assertThat(TestDatabase.rows()).isEqualTo(before);
  }

  /** A request of which a hundred bytes of the body have been sent. */
  private static SSLSocket begun(byte[] json) throws IOException {
    SSLSocket socket =
        (SSLSocket)
            PARTIES
                .tls(PARTIES.backend(Parties.KITA))
                .getSocketFactory()
                .createSocket("127.0.0.1", bench.door.port());
    OutputStream out = socket.getOutputStream();
    out.write(
        ("POST "
                + path("/inquiries")
                + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: "
                + json.length
                + "\r\n\r\n")
            .getBytes(UTF_8));
    out.write(json, 0, 100);
    out.flush();
    return socket;
  }

  /** Sends one byte a second until the other side has had enough; what it said. */
  private static String drip(SSLSocket socket, byte[] json) throws Exception {
    socket.setSoTimeout(1_000);
    StringBuilder answer = new StringBuilder();
    try {
      InputStream in = socket.getInputStream();
      for (int i = 100; i < Math.min(json.length - 1, 145); i++) {
        socket.getOutputStream().write(json[i]);
        socket.getOutputStream().flush();
        try {
          for (int read; (read = in.read()) >= 0; ) {
            answer.append((char) read);
          }
          return answer.toString();
        } catch (java.net.SocketTimeoutException _) {
          // Nothing said yet: the next byte.
        }
      }
      return " 200 still listening";
    } catch (IOException _) {
      return answer.toString();
    }
  }
}
