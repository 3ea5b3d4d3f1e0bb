package renkei.gateway.local.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static renkei.gateway.local.rest.LocalBench.INFORMATION;
import static renkei.gateway.local.rest.LocalBench.array;
import static renkei.gateway.local.rest.LocalBench.exchange;
import static renkei.gateway.local.rest.LocalBench.inquiry;
import static renkei.gateway.local.rest.LocalBench.object;
import static renkei.gateway.local.rest.LocalBench.person;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.InformationCode;
import renkei.gateway.local.RequestError;
import renkei.gateway.testing.CapturedLog;
import renkei.gateway.testing.Parties;
import renkei.signing.AlgorithmTable;
import renkei.tenantstore.record.ExchangeRecord;

/** What the local door does for a municipality. */
@Timeout(120)
class LocalDoorTest {

  private static LocalBench bench;

  @BeforeAll
  static void open() {
    bench = new LocalBench();
  }

  @AfterAll
  static void close() {
    bench.close();
  }

  // Codes.

  @Test
  void issuesTheSameSerialNumberHoweverOftenItIsAsked() {
    String person = person();
    String wanted = "{\"addresseeNumbers\":[\"" + person + "\"]}";

    JsonObject first = issued(bench.post("/serial-numbers", wanted));
    JsonObject second = issued(bench.post("/serial-numbers", wanted));

    assertThat(first.getString("addresseeNumber")).isEqualTo(person);
    assertThat(first.getString("state")).isEqualTo("REQUESTED");
    assertThat(first.getString("serialNumber")).matches("[A-Z2-7]{26}");
    assertThat(second).isEqualTo(first);
    assertThat(object(bench.get("/persons/" + person + "/code")).getString("state"))
        .isEqualTo("REQUESTED");
  }

  private static JsonObject issued(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return object(response).getJsonArray("issued").getJsonObject(0);
  }

  @Test
  void issuesNoSerialNumberForSomeoneWhoseCodeIsThere() {
    String person = bench.knownPerson();

    JsonObject issued =
        issued(bench.post("/serial-numbers", "{\"addresseeNumbers\":[\"" + person + "\"]}"));

    assertThat(issued.getString("state")).isEqualTo("ACTIVE");
    assertThat(issued).doesNotContainKey("serialNumber");
    assertThat(object(bench.get("/persons/" + person() + "/code")).getString("state"))
        .isEqualTo("NONE");
    assertThat(array(bench.get("/cases"))).isEmpty();
  }

  // Replicas.

  static final String HEADER =
      "operation,addressee_number,record_key,sequence,as_of,valid_from,valid_to,group,instance,TK00000000020001,TK00000000020002,TK00000000020009,"
          + "TK00000000020010,TK00000000020015,TK00000000020016,TK00000000020017,TK00000000020018\r\n";

  static String line(String person, String kind) {
    return "PUT," + person + ",2026,20260601,2026-06-01,,,,,2026," + kind + ",1,2,3,4,5,6\r\n";
  }

  @Test
  void commitsGoodLinesAndReportsBadOnes() {
    String good = person();
    String bad = person();

    HttpResponse<String> response =
        bench.load(HEADER + line(good, "1") + line(bad, "9") + line(person(), "2"));

    JsonObject receipt = object(response);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(receipt.getInt("received")).isEqualTo(3);
    assertThat(receipt.getString("state")).isEqualTo("RELEASED");
    assertThat(receipt.getInt("records")).isEqualTo(3);
    assertThat(receipt.getInt("applied")).isEqualTo(2);
    assertThat(receipt.getInt("refused")).isEqualTo(1);
    assertThat(receipt.getInt("nameless")).isZero();
    assertThat(receipt.getInt("errorsOmitted")).isZero();
    JsonObject error = receipt.getJsonArray("errors").getJsonObject(0);
    assertThat(error.getInt("line")).isEqualTo(3);
    assertThat(error.getString("item")).isEqualTo("TK00000000020002");
    assertThat(error.getString("error")).isNotBlank();
    assertThat(response.body()).doesNotContain(bad);
  }

  @Test
  void countsWhatAppliedWhatStoodAlreadyAndWhatWasOvertaken() {
    String person = person();
    bench.load(HEADER + line(person, "1"));

    JsonObject again =
        object(
            bench.load(
                HEADER + line(person, "1") + line(person(), "1") + line(person(), "2") + "\r\n"));
    JsonObject older =
        object(bench.load(HEADER + line(person, "1").replace("20260601", "20260501")));

    assertThat(again.getInt("received")).isEqualTo(3);
    assertThat(again.getInt("applied")).isEqualTo(2);
    assertThat(again.getInt("unchanged")).isEqualTo(1);
    assertThat(older.getInt("overtaken")).isEqualTo(1);
    assertThat(older.getInt("records")).isEqualTo(1);
  }

  @Test
  void endsADoubtByTheWordOfStaff() {
    String load = HEADER + line(person(), "1") + "of whom?\r\n";
    bench.load(
        "/replicas/"
            + INFORMATION
            + "/2026-06?load=full&missing=keep&coversFrom=2021&coversTo=2026",
        load.getBytes(UTF_8));
    String registration = "/registrations/" + INFORMATION + "/2026-06";
    JsonObject doubted = object(bench.get(registration));
    assertThat(doubted.getString("state")).isEqualTo("IN_DOUBT");
    String doubt = registration + "/doubt?doubtedAt=";

    assertThat(bench.staff("DELETE", registration + "/doubt").statusCode()).isEqualTo(400);
    assertThat(bench.staff("DELETE", doubt + "2026-01-01T00:00:00Z").statusCode()).isEqualTo(404);
    assertThat(bench.staff("DELETE", doubt + doubted.getString("doubtedAt")).statusCode())
        .isEqualTo(204);

    JsonObject registered = object(bench.get(registration));
    assertThat(registered.getString("state")).isEqualTo("REGISTERED");
    assertThat(registered).doesNotContainKey("doubtedAt");
  }

  @Test
  void letsABodyAskAboutSomebodyProtectedForAWhile() {
    String path =
        "/protection-cases/%s/inquirers/%s/%s"
            .formatted(person(), Parties.MINAMI_AGENCY.value(), INFORMATION);
    String week = "?until=" + bench.clock.instant().plus(Duration.ofDays(7));
    String year = "?until=" + bench.clock.instant().plus(Duration.ofDays(365));

    assertThat(bench.staff("PUT", path + week).statusCode()).isEqualTo(204);
    assertThat(bench.staff("PUT", path + year).statusCode()).isEqualTo(400);
    assertThat(bench.staff("PUT", path).statusCode()).isEqualTo(400);
    assertThat(bench.staff("DELETE", path).statusCode()).isEqualTo(204);
  }

  @Test
  void readsBackWhatWasRegistered() {
    String person = person();
    assertThat(bench.load(HEADER + line(person, "1")).statusCode()).isEqualTo(200);

    JsonObject replica = object(bench.get("/replicas/" + INFORMATION + "/2026-06/" + person));

    assertThat(replica.getString("informationCode")).isEqualTo(INFORMATION);
    assertThat(replica.getString("edition")).isEqualTo("2026-06");
    JsonObject record = replica.getJsonArray("records").getJsonObject(0);
    assertThat(record.getString("key")).isEqualTo("2026");
    assertThat(record.getString("validTo")).isEqualTo("2027-03-31");
    assertThat(record.getString("asOf")).isEqualTo("2026-06-01");
    assertThat(record.getInt("replicaVersion")).isEqualTo(1);
    assertThat(record.getJsonArray("items").getJsonObject(1).getString("code"))
        .isEqualTo("TK00000000020002");
    assertThat(record.getJsonArray("items").getJsonObject(1).getString("value")).isEqualTo("1");
    assertThat(bench.get("/replicas/" + INFORMATION + "/2026-06/" + person()).statusCode())
        .isEqualTo(404);
  }

  @Test
  void readsALongLoadAsItComes() {
    StringBuilder csv = new StringBuilder(HEADER);
    for (int i = 0; i < 3_000; i++) {
      csv.append(line("000000000LOAD%02d".formatted(i % 50), "1"));
    }

    JsonObject receipt = object(bench.load(csv.toString()));

    assertThat(receipt.getInt("received")).isEqualTo(3_000);
    assertThat(receipt.getInt("applied")).isEqualTo(50);
    assertThat(receipt.getInt("unchanged")).isEqualTo(2_950);
  }

  // Inquiries.

  @Test
  void takesAnInquiryOnceHoweverOftenItComes() {
    String person = bench.knownPerson();
    String localId = UUID.randomUUID().toString();

    HttpResponse<String> first = bench.post("/inquiries", inquiry(localId, person));
    HttpResponse<String> second = bench.post("/inquiries", inquiry(localId, person));

    assertThat(first.statusCode()).as(first.body()).isEqualTo(202);
    assertThat(object(first).getString("state")).isEqualTo("ACCEPTED");
    assertThat(object(second).getString("inquiryId"))
        .isEqualTo(object(first).getString("inquiryId"));
    JsonObject status = object(bench.get("/inquiries/" + object(first).getString("inquiryId")));
    assertThat(status.getString("localId")).isEqualTo(localId);
    assertThat(status.getString("state")).isEqualTo("ACCEPTED");
    assertThat(exchange(status)).doesNotContainKeys("outcome", "records", "edition");
  }

  @Test
  void waitsForTheOutcomeAsLongAsItIsAskedTo() {
    String id =
        object(bench.post("/inquiries", inquiry("wait-1", bench.knownPerson())))
            .getString("inquiryId");
    long start = System.nanoTime();

    JsonObject status = object(bench.get("/inquiries/" + id + "?wait=PT1S"));

    assertThat(status.getString("state")).isEqualTo("ACCEPTED");
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isBetween(Duration.ofMillis(900), Duration.ofSeconds(20));
  }

  @Test
  void tellsEachExchangeOfASetByItself() {
    String json =
        inquiry(UUID.randomUUID().toString(), bench.knownPerson(), bench.knownPerson())
            .replaceFirst(INFORMATION, "TM00000000000999");

    JsonObject taken = object(bench.post("/inquiries", json));

    assertThat(taken).doesNotContainKeys("outcome");
    JsonArray exchanges =
        object(bench.get("/inquiries/" + taken.getString("inquiryId"))).getJsonArray("exchanges");
    assertThat(exchanges).hasSize(2);
    assertThat(exchanges.getJsonObject(0).getString("outcome")).isEqualTo("REFUSED");
    assertThat(exchanges.getJsonObject(0).getInt("place")).isZero();
    assertThat(exchanges.getJsonObject(1)).doesNotContainKeys("outcome");
    assertThat(exchanges.getJsonObject(1).getInt("place")).isEqualTo(1);
  }

  @Test
  void takesTheSameQuestionsOnOtherTermsForAnotherInquiry() {
    String localId = UUID.randomUUID().toString();
    String json = inquiry(localId, bench.knownPerson());
    String other =
        json.replace(
            "\"addresseeNumber\"", "\"condition\":\"YEARS 2025 2026\",\"addresseeNumber\"");

    assertThat(bench.post("/inquiries", json).statusCode()).isEqualTo(202);
    assertThat(bench.post("/inquiries", json).statusCode()).isEqualTo(202);
    assertThat(bench.post("/inquiries", other).body()).contains("local-id-taken");
  }

  @Test
  void takesBackOneExchangeOrWhatIsLeft() {
    String json = inquiry(UUID.randomUUID().toString(), bench.knownPerson(), bench.knownPerson());
    String path = "/inquiries/" + object(bench.post("/inquiries", json)).getString("inquiryId");
    String first =
        object(bench.get(path)).getJsonArray("exchanges").getJsonObject(0).getString("exchangeId");

    HttpResponse<String> one =
        bench.post(path + "/withdrawal", "{\"exchanges\":[\"" + first + "\"]}");
    assertThat(one.statusCode()).as(one.body()).isEqualTo(200);
    assertThat(object(one).getString("state")).isEqualTo("ACCEPTED");
    assertThat(outcomes(object(one))).containsExactly("WITHDRAWN", "");

    JsonObject all = object(bench.post(path + "/withdrawal", "{}"));
    assertThat(all.getString("state")).isEqualTo("FINISHED");
    assertThat(outcomes(all)).containsExactly("WITHDRAWN", "WITHDRAWN");
    assertThat(object(bench.get(path))).isEqualTo(all);
    assertThat(records("INQUIRER"))
        .filteredOn(each -> each.getString("inquiryId").equals(all.getString("inquiryId")))
        .extracting(each -> each.getString("outcome"))
        .containsExactly("WITHDRAWN", "WITHDRAWN");
  }

  private static List<String> outcomes(JsonObject inquiry) {
    return inquiry.getJsonArray("exchanges").getValuesAs(JsonObject.class).stream()
        .map(exchange -> exchange.getString("outcome", ""))
        .toList();
  }

  @Test
  void takesBackNothingThatIsNotOfTheInquiry() {
    String json = inquiry(UUID.randomUUID().toString(), bench.knownPerson());
    String path = "/inquiries/" + object(bench.post("/inquiries", json)).getString("inquiryId");
    String other = UUID.randomUUID().toString();

    bench.refuses(
        RequestError.MALFORMED_FIELD,
        List.of(),
        () -> bench.post(path + "/withdrawal", "{\"exchanges\":[\"" + other + "\"]}"));
    bench.refuses(
        RequestError.MALFORMED_FIELD,
        List.of(),
        () -> bench.post(path + "/withdrawal", "{\"exchanges\":[]}"));
    bench.refuses(
        RequestError.NOT_FOUND,
        List.of(),
        () -> bench.post("/inquiries/" + other + "/withdrawal", "{}"));
    assertThat(exchange(object(bench.get(path)))).doesNotContainKeys("outcome");
  }

  /** Hands in an inquiry that no permission allows. */
  private static JsonObject notPermitted(String localId, String person) {
    HttpResponse<String> response =
        bench.post("/inquiries", inquiry(localId, person).replace(INFORMATION, "TM00000000000999"));
    assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
    return object(response);
  }

  @Test
  void endsAtOnceWhatIsNotPermitted() {
    JsonObject taken = notPermitted("refused-1", bench.knownPerson());

    assertThat(taken.getString("state")).isEqualTo("FINISHED");
    assertThat(taken.getString("outcome")).isEqualTo("REFUSED");
    JsonObject status = object(bench.get("/inquiries/" + taken.getString("inquiryId")));
    assertThat(exchange(status).getString("outcome")).isEqualTo("REFUSED");
    assertThat(exchange(status).getString("reason")).isEqualTo(taken.getString("reason"));
  }

  @Test
  void recordsWhatIsNotPermitted() {
    String inquiry = notPermitted("refused-4", bench.knownPerson()).getString("inquiryId");

    JsonObject record =
        records("INQUIRER").stream()
            .filter(each -> each.getString("inquiryId").equals(inquiry))
            .findFirst()
            .orElseThrow();
    assertThat(record.getString("outcome")).isEqualTo("REFUSED");
    assertThat(record.getString("inquirer")).isEqualTo(Parties.KITA_AGENCY.value());
    assertThat(record).doesNotContainKeys("permitId", "subject");
    assertThat(records("PROVIDER")).noneMatch(each -> each.getString("inquiryId").equals(inquiry));
  }

  @Test
  void recordsWhatNoListNames() {
    String asked =
        inquiry("refused-3", bench.knownPerson()).replace(LocalBench.PROCEDURE, "JT00000000000099");

    HttpResponse<String> response = bench.post("/inquiries", asked);

    assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
    assertThat(object(response).getString("outcome")).isEqualTo("REFUSED");
  }

  /** Each is refused by the list before anything is sent, and recorded with the terms it had. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "JT00000000000021 | 'items':['TK00000000020002'] | ITEMS_NOT_PERMITTED",
        "JT00000000000022 | 'condition':'YEARS 2025 2026' | CONSENT_MISSING",
        "JT00000000000022 | 'consent':{'basis':'OTHER_BASIS'} | CONSENT_MISSING",
        "JT00000000000011 | 'inquirerFor':'9099002700000000' | DELEGATION_NOT_PERMITTED",
        "JT00000000000023 | 'inquirerFor':'9099002700000000' | DELEGATION_NOT_GIVEN",
        "JT00000000000023 | 'providerFor':'9099001900000000' | DELEGATION_NOT_GIVEN"
      })
  void refusesAndRecordsTermsThatTheListDoesNotAllow(
      String procedure, String terms, String reason) {
    JsonObject taken = object(bench.post("/inquiries", onTerms(procedure, terms)));

    assertThat(taken.getString("outcome")).isEqualTo("REFUSED");
    assertThat(taken.getString("reason")).isEqualTo(reason);
    JsonObject record = recorded(taken.getString("inquiryId"));
    assertThat(record.getString("outcome")).isEqualTo("REFUSED");
    assertThat(record.getString("reason")).isEqualTo(reason);
    assertThat(record.getInt("list")).isPositive();
    assertThat(record).doesNotContainKey("row");
    String named = terms.substring(1, terms.indexOf('\'', 1));
    assertThat(record.getJsonObject("choice")).containsKey(named);
  }

  private static String onTerms(String procedure, String terms) {
    return inquiry(UUID.randomUUID().toString(), bench.knownPerson())
        .replace(LocalBench.PROCEDURE, procedure)
        .replace("\"addresseeNumber\"", terms.replace('\'', '"') + ",\"addresseeNumber\"");
  }

  private static JsonObject recorded(String inquiry) {
    return records("INQUIRER").stream()
        .filter(each -> each.getString("inquiryId").equals(inquiry))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "JT00000000000021 | 'items':['TK00000000020001']",
        "JT00000000000022 | 'consent':{'basis':'TAX_CONSENT','given':'2026-04-01'}",
        "JT00000000000011 | 'condition':'YEARS 2025 2026'"
      })
  void asksOnTermsThatTheListAllows(String procedure, String terms) {
    HttpResponse<String> response = bench.post("/inquiries", onTerms(procedure, terms));

    assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
    assertThat(object(response).getString("state")).isEqualTo("ACCEPTED");
  }

  @Test
  void recordsWhoAsked() {
    String asked =
        inquiry("asked-by", bench.knownPerson())
            .replace(INFORMATION, "TM00000000000999")
            .replace(
                "\"lane\"", "\"askedBy\":{\"department\":\"福祉課 2\",\"user\":\"u-17\"},\"lane\"");

    JsonObject record = recorded(object(bench.post("/inquiries", asked)).getString("inquiryId"));

    assertThat(record.getString("department")).isEqualTo("福祉課 2");
    assertThat(record.getString("user")).isEqualTo("u-17");
    assertThat(record.getString("environment")).isEqualTo("TEST");
    assertThat(record.getString("laneRule")).isEqualTo("ASKED_FOR");
  }

  @Test
  void keepsAnInquiryFromThePersonThatIsNotToBeDisclosed() {
    String person = bench.knownPerson();
    String hidden =
        inquiry("not-disclosed", person)
            .replace(INFORMATION, "TM00000000000999")
            .replace("\"addresseeNumber\"", "\"notDisclosed\":true,\"addresseeNumber\"");

    String inquiry = object(bench.post("/inquiries", hidden)).getString("inquiryId");

    assertThat(history(person)).isEmpty();
    assertThat(recorded(inquiry).getJsonObject("choice").getBoolean("notDisclosed")).isTrue();
  }

  @Test
  void findsInquiriesByPersonAndByWhatTheyAskFor() {
    String person = bench.knownPerson();
    String one = taken(inquiry(UUID.randomUUID().toString(), person));
    String other =
        taken(
            inquiry(UUID.randomUUID().toString(), person, bench.knownPerson())
                .replace(LocalBench.PROCEDURE, "JT00000000000021")
                .replace(
                    "\"addresseeNumber\"", "\"items\":[\"TK00000000020001\"],\"addresseeNumber\""));
    String about = "\"addresseeNumber\":\"" + person + "\"";

    assertThat(found("{" + about + "}")).containsExactly(other, one);
    assertThat(found("{" + about + ",\"procedure\":\"JT00000000000021\"}")).containsExactly(other);
    assertThat(found("{" + about + ",\"information\":\"TM00000000000101\"}")).isEmpty();
    assertThat(found("{" + about + ",\"from\":\"2199-01-01T00:00:00Z\"}")).isEmpty();
    assertThat(found("{" + about + ",\"after\":\"" + other + "\"}")).containsExactly(one);
    assertThat(found("{\"addresseeNumber\":\"" + person() + "\"}")).isEmpty();
  }

  @Test
  void findsInquiriesOfAPeriodByWhatTheyAskFor() {
    Instant now = Instant.now();
    String inquiry =
        taken(
            onTerms("JT00000000000022", "'consent':{'basis':'TAX_CONSENT','given':'2026-04-02'}"));
    String period =
        "\"from\":\"%s\",\"to\":\"%s\"".formatted(now.minusSeconds(5), now.plusSeconds(600));

    assertThat(found("{" + period + ",\"procedure\":\"JT00000000000022\"}")).contains(inquiry);
    assertThat(found("{" + period + ",\"procedure\":\"JT00000000000077\"}")).isEmpty();
    assertThat(
            bench
                .staff("POST", "/inquiries/search", "{\"procedure\":\"JT00000000000022\"}")
                .statusCode())
        .as("a search is bounded")
        .isEqualTo(400);
  }

  private static String taken(String json) {
    HttpResponse<String> response = bench.post("/inquiries", json);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
    return object(response).getString("inquiryId");
  }

  private static List<String> found(String sought) {
    HttpResponse<String> response = bench.staff("POST", "/inquiries/search", sought);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return object(response).getJsonArray("inquiries").getValuesAs(JsonObject.class).stream()
        .map(inquiry -> inquiry.getString("inquiryId"))
        .toList();
  }

  private static List<JsonObject> records(String role) {
    HttpResponse<String> response = bench.get("/records?role=" + role);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/x-ndjson");
    return response.body().lines().map(LocalDoorTest::parsed).toList();
  }

  private static JsonObject parsed(String line) {
    try (JsonReader reader = Json.createReader(new StringReader(line))) {
      return reader.readObject();
    }
  }

  /** Something is recorded and sealed. */
  private static JsonObject sealedHead(String localId) {
    JsonObject _ = notPermitted(localId, bench.knownPerson());
    assertThat(bench.store.sealer(AlgorithmTable.standard()).seal(Parties.KITA)).isPresent();
    return object(bench.get("/records/head"));
  }

  @Test
  void showsTheSignedHeadOfTheRecords() {
    JsonObject head = sealedHead("refused-2");

    assertThat(head.getInt("size")).isPositive();
    assertThat(head.getString("signature")).isNotBlank();
    assertThat(head.getJsonArray("certificates")).hasSize(2);
  }

  @Test
  void provesTheRecords() {
    JsonObject head = sealedHead("refused-5");
    JsonObject record = records("INQUIRER").getFirst();

    JsonObject proof = object(bench.staff("GET", "/records/proof/" + record.getString("recordId")));

    assertThat(proof.getInt("index")).isBetween(0, head.getInt("size") - 1);
    assertThat(proof.getString("leaf")).contains(record.getString("recordId"));
    assertThat(proof.getJsonObject("head").getString("root")).isEqualTo(head.getString("root"));
  }

  @Test
  void sealsARecordAtOnceWhoseProofIsAskedFor() {
    JsonObject before = sealedHead("refused-7");
    JsonObject _ = notPermitted("refused-8", bench.knownPerson());
    String record = records("INQUIRER").getLast().getString("recordId");

    JsonObject proof = object(bench.staff("GET", "/records/proof/" + record));

    assertThat(proof.getString("leaf")).contains(record);
    assertThat(proof.getJsonObject("head").getInt("size")).isGreaterThan(before.getInt("size"));
    assertThat(object(bench.get("/records/head"))).isEqualTo(proof.getJsonObject("head"));
  }

  @Test
  void exportsTheRecordsUnderTheHead() {
    JsonObject head = sealedHead("refused-6");

    HttpResponse<String> export = bench.staff("GET", "/records/export");

    assertThat(export.statusCode()).isEqualTo(200);
    assertThat(export.body()).contains(head.getString("root"));
  }

  // Staff.

  @Test
  void letsStaffHoldAndProtect() {
    AddresseeNumber person = new AddresseeNumber(person());
    InformationCode information = new InformationCode(INFORMATION);

    assertThat(bench.staff("PUT", "/holds/" + person.value() + "/" + INFORMATION).statusCode())
        .isEqualTo(204);
    assertThat(held(person, information)).isTrue();
    assertThat(bench.staff("DELETE", "/holds/" + person.value() + "/" + INFORMATION).statusCode())
        .isEqualTo(204);
    assertThat(held(person, information)).isFalse();
    assertThat(bench.staff("PUT", "/protection-cases/" + person.value()).statusCode())
        .isEqualTo(204);
    assertThat(held(person, information)).isTrue();
    assertThat(bench.staff("DELETE", "/protection-cases/" + person.value()).statusCode())
        .isEqualTo(204);
    assertThat(held(person, information)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "PUT, /holds/{person}/" + INFORMATION + ", set a hold",
    "DELETE, /holds/{person}/" + INFORMATION + ", ended a hold",
    "PUT, /protection-cases/{person}, opened a protection case",
    "DELETE, /protection-cases/{person}, ended a protection case",
    "PUT, /records/hidden/{record}, hid record {record}",
    "DELETE, /records/hidden/{record}, showed record {record}"
  })
  void logsWhatStaffDidAndNotToWhom(String method, String path, String said) {
    String person = bench.knownPerson();
    JsonObject _ = notPermitted(UUID.randomUUID().toString(), person);
    String record = history(person).getLast().id().toString();
    try (CapturedLog log = CapturedLog.open()) {
      String filled = path.replace("{person}", person).replace("{record}", record);
      assertThat(bench.staff(method, filled).statusCode()).isEqualTo(204);

      assertThat(log.lines())
          .contains("INFO staff of 990019 " + said.replace("{record}", record))
          .noneMatch(line -> line.contains(person));
    }
  }

  @Test
  void letsStaffKeepARecordFromThePerson() {
    String person = bench.knownPerson();
    assertThat(
            bench
                .post(
                    "/inquiries",
                    inquiry("hidden-1", person).replace(INFORMATION, "TM00000000000999"))
                .statusCode())
        .isEqualTo(202);
    List<ExchangeRecord> before = history(person);
    String path = "/records/hidden/" + before.getLast().id();

    assertThat(bench.staff("PUT", path).statusCode()).isEqualTo(204);
    assertThat(history(person)).isEqualTo(before.subList(0, before.size() - 1));
    assertThat(bench.staff("DELETE", path).statusCode()).isEqualTo(204);
    assertThat(history(person)).isEqualTo(before);
    assertThat(bench.staff("PUT", "/records/hidden/" + UUID.randomUUID()).statusCode())
        .isEqualTo(404);
  }

  private static List<ExchangeRecord> history(String person) {
    return bench.database.inTenant(
        Parties.KITA, tx -> bench.store.records(tx).history(new AddresseeNumber(person), 100));
  }

  private static boolean held(AddresseeNumber person, InformationCode information) {
    return bench.database.inTenant(
        Parties.KITA, tx -> bench.store.flags(tx).held(person, information));
  }

  @Test
  void listsAndRulesOnHeldProvisions() {
    HttpResponse<String> held = bench.staff("GET", "/provisions?state=ON_HOLD");

    assertThat(held.statusCode()).isEqualTo(200);
    assertThat(object(held).getJsonArray("provisions")).isEmpty();
    assertThat(object(held)).doesNotContainKey("next");
    assertThat(bench.staff("POST", "/provisions/" + UUID.randomUUID() + "/release").statusCode())
        .isEqualTo(404);
    assertThat(bench.staff("POST", "/provisions/" + UUID.randomUUID() + "/refuse").statusCode())
        .isEqualTo(404);
  }
}
