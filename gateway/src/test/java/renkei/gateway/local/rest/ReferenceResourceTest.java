package renkei.gateway.local.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static renkei.gateway.local.rest.LocalBench.INFORMATION;
import static renkei.gateway.local.rest.LocalBench.PROCEDURE;
import static renkei.gateway.local.rest.LocalBench.inquiry;
import static renkei.gateway.local.rest.LocalBench.object;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import renkei.gateway.local.RequestError;
import renkei.gateway.testing.CapturedLog;
import renkei.gateway.testing.Parties;

/** What can be read at the local door before and after an inquiry. */
@Timeout(120)
class ReferenceResourceTest {

  private static LocalBench bench;

  @BeforeAll
  static void open() {
    bench = new LocalBench();
  }

  @AfterAll
  static void close() {
    bench.close();
  }

  private static JsonObject read(String below) {
    HttpResponse<String> response = bench.get(below);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return object(response);
  }

  private static List<String> texts(JsonObject page, String list, String field) {
    return page.getJsonArray(list).getValuesAs(JsonObject.class).stream()
        .map(entry -> entry.getString(field))
        .toList();
  }

  @Test
  void publishesAContractWhoseServerIsThisDoor() {
    HttpResponse<String> contract = bench.backend.send("GET", "/openapi.yaml", "", new byte[0]);

    assertThat(contract.body())
        .contains("- url: " + LocalBench.ADDRESS + "\n")
        .doesNotContain("127.0.0.1");
  }

  @Test
  void listsTheLayoutsThereAre() {
    assertThat(texts(read("/layouts"), "layouts", "informationCode")).contains(INFORMATION);
  }

  @Test
  void showsALayoutWithItsItemsAndTheirCodeLists() {
    JsonObject layout = read("/layouts/TM00000000000101/2026-06");

    JsonObject sex =
        layout.getJsonArray("items").getValuesAs(JsonObject.class).stream()
            .filter(item -> item.getString("code").equals("TK00000000010006"))
            .findFirst()
            .orElseThrow();
    assertThat(sex.getString("type")).isEqualTo("CODE");
    assertThat(texts(sex, "codes", "value")).contains("1", "2");
  }

  @Test
  void knowsNoLayoutThatThereIsNot() {
    bench.refuses(
        RequestError.NOT_FOUND, List.of(), () -> bench.get("/layouts/TM00000000000101/2019-06"));
  }

  @Test
  void warnsNobodyOfALookForWhatIsNotThere() {
    try (CapturedLog log = CapturedLog.open()) {
      bench.get("/layouts/TM00000000000101/2019-06");

      assertThat(log.lines())
          .contains(
              "INFO local door answered NOT_FOUND to urn:renkei:tenant:990019:backend: no such layout");
    }
  }

  @Test
  void listsTheDirectoryOfAgencies() {
    assertThat(texts(read("/agencies"), "agencies", "code"))
        .contains(Parties.KITA_AGENCY.value(), Parties.MINAMI_AGENCY.value());
  }

  @Test
  void showsOneAgency() {
    JsonObject agency = read("/agencies/" + Parties.KITA_AGENCY.value());

    assertThat(agency.getString("tenant")).isEqualTo(Parties.KITA.value());
    assertThat(agency.getString("kind")).isEqualTo("MUNICIPALITY");
  }

  @Test
  void showsThePermissionListInForce() {
    JsonObject list = read("/permissions");

    assertThat(list.getInt("version")).isPositive();
    assertThat(texts(list, "permissions", "procedure")).contains(PROCEDURE);
    assertThat(list.containsKey("next")).isFalse();
  }

  @Test
  void givesNothingBehindTheLastPage() {
    assertThat(read("/agencies?after=1000").getJsonArray("agencies")).isEmpty();
  }

  @Test
  void refusesAPlaceThatIsNone() {
    for (String after : List.of("-1", "x", "99999999999")) {
      bench.refuses(
          RequestError.MALFORMED_FIELD, List.of(), () -> bench.get("/agencies?after=" + after));
    }
  }

  @Test
  void showsNobodyAnotherTenantsInquiries() {
    for (String below : List.of("/inquiries", "/layouts", "/agencies", "/permissions")) {
      bench.refuses(
          RequestError.OTHER_TENANT,
          List.of(),
          () -> bench.backend.send("GET", "/tenants/990027" + below, "", new byte[0]));
    }
  }

  private static String asked() {
    HttpResponse<String> taken =
        bench.post("/inquiries", inquiry(UUID.randomUUID().toString(), bench.knownPerson()));
    assertThat(taken.statusCode()).as(taken.body()).isEqualTo(202);
    return object(taken).getString("inquiryId");
  }

  @Test
  void listsOnesOwnInquiriesTheNewestFirst() {
    List<String> asked = new ArrayList<>(List.of(asked(), asked(), asked()));

    List<String> listed = texts(read("/inquiries"), "inquiries", "inquiryId");

    assertThat(listed).containsAll(asked);
    assertThat(listed.indexOf(asked.get(2))).isLessThan(listed.indexOf(asked.get(0)));
  }

  @Test
  void goesOnBehindTheInquiriesThatWereSeen() {
    String older = asked();
    String newer = asked();

    List<String> listed = texts(read("/inquiries?after=" + newer), "inquiries", "inquiryId");

    assertThat(listed).contains(older).doesNotContain(newer);
  }

  @Test
  void findsAnInquiryByTheNameThatTheLocalSystemGaveIt() {
    String localId = UUID.randomUUID().toString();
    HttpResponse<String> _ = bench.post("/inquiries", inquiry(localId, bench.knownPerson()));

    assertThat(texts(read("/inquiries?localId=" + localId), "inquiries", "localId"))
        .containsExactly(localId);
    assertThat(read("/inquiries?localId=nobody-asked").getJsonArray("inquiries")).isEmpty();
  }
}
