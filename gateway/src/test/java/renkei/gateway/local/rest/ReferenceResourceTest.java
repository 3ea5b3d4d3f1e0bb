package renkei.gateway.local.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static renkei.gateway.local.rest.LocalBench.INFORMATION;
import static renkei.gateway.local.rest.LocalBench.PROCEDURE;
import static renkei.gateway.local.rest.LocalBench.inquiry;
import static renkei.gateway.local.rest.LocalBench.object;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import renkei.broker.BrokerSettings;
import renkei.codebook.AgencyCode;
import renkei.codebook.Edition;
import renkei.codebook.InformationCode;
import renkei.codebook.directory.Agency;
import renkei.codebook.directory.AgencyDirectory;
import renkei.codebook.directory.AgencyKind;
import renkei.codebook.directory.Lifetime;
import renkei.codebook.directory.Remit;
import renkei.codebook.directory.Responsibility;
import renkei.codebook.directory.Succession;
import renkei.codebook.directory.Validity;
import renkei.gateway.local.RequestError;
import renkei.gateway.testing.CapturedLog;
import renkei.gateway.testing.Parties;
import renkei.gateway.testing.TestDatabase;
import renkei.signing.AlgorithmTable;
import renkei.signing.jws.CompactJws;
import renkei.tenantstore.layout.LayoutFile;
import renkei.tenantstore.layout.LayoutShelf;

/** What can be read at the local door before and after an inquiry. */
@Timeout(120)
class ReferenceResourceTest {

  private static final InformationCode MEDICAL = new InformationCode("TM00000000000206");
  private static final AgencyCode TOWN = new AgencyCode("9099004300000000");
  private static final AgencyCode VILLAGE = new AgencyCode("9099008600000000");
  private static final AgencyCode UNION = new AgencyCode("9099005100000000");
  private static final LocalDate MERGER = LocalDate.parse("2026-04-01");

  /** A town that went into one city, a village that was divided between two, and their union. */
  private static final List<Agency> AROUND =
      List.of(
          merged(TOWN, Parties.KITA_AGENCY),
          merged(VILLAGE, Parties.KITA_AGENCY, Parties.MINAMI_AGENCY),
          new Agency(
              UNION,
              AgencyKind.WIDE_AREA_UNION,
              Optional.empty(),
              "広域連合",
              "Union",
              Lifetime.ALWAYS,
              new Remit(
                  Optional.empty(),
                  Set.of(Parties.KITA_AGENCY, TOWN),
                  List.of(new Responsibility(MEDICAL, Validity.ALWAYS)),
                  List.of())));

  private static LocalBench bench;

  private static Agency merged(AgencyCode code, AgencyCode... successors) {
    return new Agency(
        code,
        AgencyKind.MUNICIPALITY,
        Optional.empty(),
        "町",
        "Town",
        new Lifetime(
            new Validity(Optional.empty(), Optional.of(MERGER.minusDays(1))),
            Stream.of(successors).map(one -> new Succession(MERGER, one, Set.of())).toList()),
        Remit.OWN);
  }

  @BeforeAll
  static void open() {
    bench =
        new LocalBench(
            TestDatabase.open(),
            BrokerSettings.defaults(),
            new AgencyDirectory(
                Stream.concat(Parties.DIRECTORY.agencies().stream(), AROUND.stream()).toList()));
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

  private static final String PUBLISHED = "TM00000000000204";

  private static byte[] publish() throws IOException {
    String name = "/layouts/form-2/2026-06/" + PUBLISHED + ".json";
    try (InputStream file =
        Objects.requireNonNull(ReferenceResourceTest.class.getResourceAsStream(name))) {
      byte[] signed =
          CompactJws.sign(
              Parties.shared().agency(Parties.CORE),
              LayoutFile.TYPE,
              file.readAllBytes(),
              AlgorithmTable.standard(),
              Clock.systemUTC().instant());
      LayoutShelf.Taken _ = bench.database.inPlatform(tx -> bench.editions.take(signed, tx));
      return bench
          .editions
          .signed(new InformationCode(PUBLISHED), new Edition("2026-06"))
          .orElseThrow();
    }
  }

  @Test
  void listsAPublishedLayoutAndHowItStands() throws IOException {
    byte[] _ = publish();

    assertThat(read("/layouts").getJsonArray("layouts").getValuesAs(JsonObject.class))
        .filteredOn(layout -> layout.getString("informationCode").equals(PUBLISHED))
        .singleElement()
        .satisfies(
            layout -> {
              assertThat(layout.getString("standing")).isEqualTo("IN_FORCE");
              assertThat(layout.getString("answersAt")).isEqualTo("2026-05-31T15:00:00Z");
            });
  }

  @Test
  void givesAPublishedLayoutWordForWordAndAsItWasSigned() throws IOException {
    byte[] signed = publish();
    String place = "/layouts/" + PUBLISHED + "/2026-06";

    assertThat(read(place).getString("form")).isEqualTo("renkei-layout-2");
    assertThat(bench.get(place).body())
        .isEqualTo(new String(CompactJws.payloadOfKept(signed), UTF_8));
    HttpResponse<String> asSigned = bench.get(place + "?signed=true");
    assertThat(asSigned.headers().firstValue("Content-Type")).contains("application/jose");
    assertThat(asSigned.body()).isEqualTo(new String(signed, UTF_8));
  }

  @Test
  void refusesWhatIsNeitherSignedNorUnsigned() {
    bench.refuses(
        RequestError.MALFORMED_FIELD,
        List.of(),
        () -> bench.get("/layouts/" + PUBLISHED + "/2026-06?signed=yes"));
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
  void showsWhoTookOverFromAnAgencyThatHasEnded() {
    JsonObject town = read("/agencies/" + TOWN);

    assertThat(town.getString("validTo")).isEqualTo("2026-03-31");
    assertThat(texts(town, "successors", "code")).containsExactly(Parties.KITA_AGENCY.value());
    assertThat(texts(town, "successors", "from")).containsExactly("2026-04-01");
  }

  @Test
  void showsWhatAUnionHoldsForItsMembers() {
    JsonObject union = read("/agencies/" + UNION);

    assertThat(union.getJsonArray("members").getValuesAs(JsonString::getString))
        .containsExactlyInAnyOrder(Parties.KITA_AGENCY.value(), TOWN.value());
    assertThat(texts(union, "responsibilities", "information")).containsExactly(MEDICAL.value());
  }

  private static String holder(Object information, AgencyCode area, String day) {
    return "/agencies/holder?information=" + information + "&area=" + area + day;
  }

  @Test
  void namesTheBodyThatHeldItOnADayAndTheOneToAskToday() {
    JsonObject held = read(holder(INFORMATION, TOWN, "&day=2026-03-31"));

    assertThat(held.getString("day")).isEqualTo("2026-03-31");
    assertThat(held.getJsonObject("holder").getString("code")).isEqualTo(TOWN.value());
    assertThat(held.getString("provider")).isEqualTo(Parties.KITA_AGENCY.value());
  }

  @Test
  void namesTheSuccessorFromTheDayOfAMergerOn() {
    for (String day : List.of("&day=2026-04-01", "")) {
      JsonObject held = read(holder(INFORMATION, TOWN, day));

      assertThat(held.getJsonObject("holder").getString("code"))
          .isEqualTo(Parties.KITA_AGENCY.value());
    }
  }

  @Test
  void namesTheUnionForWhatItIsResponsibleFor() {
    assertThat(read(holder(MEDICAL, TOWN, "")).getString("provider")).isEqualTo(UNION.value());
  }

  @Test
  void namesThoseThatAChoiceIsToBeMadeAmong() {
    String asked = holder(INFORMATION, VILLAGE, "");
    bench.refuses(RequestError.UNKNOWN_HOLDER, List.of(), () -> bench.get(asked));

    assertThat(object(bench.get(asked)).getString("expected"))
        .contains(Parties.KITA_AGENCY.value(), Parties.MINAMI_AGENCY.value());
  }

  @Test
  void refusesAHolderOfNoInformationNoAreaOrNoDay() {
    for (String area : List.of(Parties.CORE.value(), UNION.value(), "9099009900000000")) {
      bench.refuses(
          RequestError.NOT_FOUND,
          List.of(),
          () -> bench.get(holder(INFORMATION, new AgencyCode(area), "")));
    }
    for (String query : List.of("?area=" + TOWN, "?information=" + INFORMATION, "?day=yesterday")) {
      bench.refuses(
          RequestError.MALFORMED_FIELD, List.of(), () -> bench.get("/agencies/holder" + query));
    }
    bench.refuses(
        RequestError.MALFORMED_FIELD,
        List.of(),
        () -> bench.get(holder(INFORMATION, TOWN, "&day=2026-02-30")));
  }

  private static HttpResponse<String> inquiryTo(AgencyCode provider) {
    String json = inquiry(UUID.randomUUID().toString(), LocalBench.person());
    return bench.post("/inquiries", json.replace(Parties.MINAMI_AGENCY.value(), provider.value()));
  }

  @Test
  void refusesAnInquiryToABodyThatHasEndedAndNamesItsSuccessor() {
    bench.refuses(RequestError.PROVIDER_ENDED, List.of(), () -> inquiryTo(TOWN));

    JsonObject answer = object(inquiryTo(TOWN));
    assertThat(answer.getString("field")).isEqualTo("exchanges[0].provider");
    assertThat(answer.getString("expected"))
        .isEqualTo("be %s, which holds this in place of %s".formatted(Parties.KITA_AGENCY, TOWN));
  }

  @Test
  void namesAllSuccessorsOfABodyThatWasDivided() {
    assertThat(object(inquiryTo(VILLAGE)).getString("expected"))
        .contains(Parties.KITA_AGENCY.value(), Parties.MINAMI_AGENCY.value());
  }

  @Test
  void showsThePermissionListInForce() {
    JsonObject list = read("/permissions");

    assertThat(list.getInt("version")).isPositive();
    assertThat(texts(list, "permissions", "procedure")).contains(PROCEDURE);
    assertThat(texts(list, "permissions", "id")).contains("R-1");
    assertThat(texts(list, "permissions", "inquirer")).contains("MUNICIPALITY");
    assertThat(texts(list, "classes", "id")).containsExactly("MUNICIPALITY");
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
