package renkei.testagencies.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static renkei.testagencies.world.WorldBench.CITY;
import static renkei.testagencies.world.WorldBench.CLOCK;
import static renkei.testagencies.world.WorldBench.CONTENT;
import static renkei.testagencies.world.WorldBench.RESIDENT;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import renkei.signing.xml.XmlBounds;
import renkei.testagencies.agency.Ending;
import renkei.testagencies.agency.Inquirer;
import renkei.testagencies.agency.OpenInquiry;
import renkei.testagencies.agency.Question;
import renkei.testagencies.message.ExchangeRecord;
import renkei.testagencies.message.Matter;
import renkei.testagencies.message.ProvidedContent;
import renkei.testagencies.party.WorldKeys;
import renkei.testagencies.soap.Acceptance;
import renkei.testagencies.soap.HttpsClient;
import renkei.testagencies.soap.Recipient;
import renkei.testagencies.soap.SoapServer;
import renkei.testagencies.vocabulary.AffairCode;
import renkei.testagencies.vocabulary.AgencyCode;
import renkei.testagencies.vocabulary.InformationCode;
import renkei.testagencies.vocabulary.Lane;
import renkei.testagencies.vocabulary.Outcome;
import renkei.testagencies.vocabulary.ProcedureCode;
import renkei.testagencies.vocabulary.Purpose;
import renkei.testagencies.vocabulary.Reason;

/** The world among itself, over its real doors; two municipalities play the platform. */
@Timeout(60)
class WorldTest {

  private static final AgencyCode ANSWERS = new AgencyCode("9000000000000012");
  private static final AgencyCode SILENT = new AgencyCode("9000000000000013");
  private static final AgencyCode RUBBISH = new AgencyCode("9000000000000014");
  private static final Matter PENSION_ASKS = matter("JT00000000000012", "TM00000000000101");
  private static final Duration LONG = Duration.ofMinutes(4);
  private static final Matter CITY_ASKS = matter("JT00000000000013", "TM00000000000301");

  @TempDir static Path folder;

  private static WorldBench bench;
  private static World world;
  private static Inquirer askingCity;

  @BeforeAll
  static void open() throws IOException {
    bench = new WorldBench(folder);
    world = bench.world;
    askingCity = bench.askingCity;
  }

  @AfterAll
  static void close() {
    bench.close();
  }

  @Test
  void givesThePensionServiceWhatAMunicipalitySealedForIt() throws InterruptedException {
    Ending ending = ended(world.pension().ask(question(CITY, PENSION_ASKS)));

    assertThat(ending.outcome()).isEqualTo(Outcome.PROVIDED);
    assertThat(ending.reply().given().map(ProvidedContent::content)).contains(CONTENT);
  }

  @Test
  void saysWhatToDoAboutAPortThatIsTaken() throws IOException {
    WorldKeys keys = WorldKeys.open(folder, CLOCK);
    Recipient nobody = _ -> new Acceptance.Refused("NOBODY", "nobody is here");
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int taken = other.getLocalPort();

      assertThatThrownBy(
              () ->
                  SoapServer.open(taken, keys.agency(CITY), keys.trust(), Map.of("/core", nobody)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("cannot listen on port " + taken)
          .hasMessageContaining("--port");
    }
  }

  @Test
  void refusesWhatIsNoMessageBeforeReadingItAsOne() throws IOException {
    byte[] nothing = {};

    assertThat(call("PUT", "/core", "text/xml", nothing)).isEqualTo(405);
    assertThat(call("POST", "/core", "text/xml", nothing)).isEqualTo(415);
    assertThat(call("POST", "/core", "application/soap+xml", nothing)).isEqualTo(400);
    assertThat(call("POST", "/elsewhere", "application/soap+xml", nothing)).isEqualTo(404);
    byte[] tooLong = new byte[4 * XmlBounds.MESSAGE.maxBytes()];
    assertThat(call("POST", "/core", "Application/SOAP+XML; charset=utf-8", tooLong))
        .isEqualTo(400);
  }

  private static int call(String method, String path, String type, byte[] body) throws IOException {
    WorldKeys keys = WorldKeys.open(folder, CLOCK);
    URI door = bench.door.resolve(path);
    return HttpsClient.of(keys.agency(CITY), keys.trust())
        .send(new HttpsClient.Call(method, door, type, body, Duration.ofSeconds(20)))
        .status();
  }

  @Test
  void takesNoMessageFromWhoeverShowsNoCertificate() throws Exception {
    assertThat(bench.stranger("POST", "/core", "application/soap+xml").statusCode()).isEqualTo(403);
  }

  @Test
  void refusesWhatTheListDoesNotAllow() throws InterruptedException {
    OpenInquiry inquiry = world.pension().ask(question(CITY, CITY_ASKS));

    assertThat(ended(inquiry).outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(inquiry.ending().orElseThrow().reason()).contains(new Reason("NOT_PERMITTED"));
    assertThat(world.core().find(inquiry.id()).orElseThrow().permitId()).isEmpty();
  }

  @Test
  @Timeout(300)
  void recordsEachInquiryOnceAndDeliversEachAnswerOnceUnderLoad() throws InterruptedException {
    List<OpenInquiry> inquiries =
        java.util.stream.IntStream.range(0, 300)
            .mapToObj(_ -> world.pension().ask(question(CITY, PENSION_ASKS, LONG)))
            .toList();

    for (OpenInquiry inquiry : inquiries) {
      assertThat(inquiry.await(LONG).orElseThrow().outcome()).isEqualTo(Outcome.PROVIDED);
      assertThat(world.core().find(inquiry.id())).isPresent();
      assertThat(world.pension().records())
          .containsOnlyOnce(new ExchangeRecord(inquiry.exchange(), false, Outcome.PROVIDED));
    }
    assertThat(world.core().seenTwice()).isEmpty();
    assertThat(world.pension().secondAnswers()).isZero();
  }

  @Test
  void letsAnAgencyAnswerAMunicipality() throws InterruptedException {
    assertThat(ended(askingCity.ask(question(ANSWERS, CITY_ASKS))).outcome())
        .isEqualTo(Outcome.PROVIDED);
  }

  @Test
  void recordsAtTheProviderWhatItAnswersUnderAPermitBeforeTheAnswerLeaves()
      throws InterruptedException {
    OpenInquiry inquiry = askingCity.ask(question(ANSWERS, CITY_ASKS));

    assertThat(ended(inquiry).reply().given().map(ProvidedContent::content))
        .contains(world.answering().content());
    ExchangeRecord record = new ExchangeRecord(inquiry.exchange(), true, Outcome.PROVIDED);
    assertThat(world.answering().records()).containsOnlyOnce(record);
    assertThat(world.answering().repeats()).isZero();
  }

  @Test
  void expiresWhatASilentAgencyNeverAnswers() throws InterruptedException {
    Question question =
        new Question(
            SILENT, Purpose.LINKAGE, Lane.ROUTINE, CITY_ASKS, RESIDENT, Duration.ofMillis(800));

    assertThat(ended(askingCity.ask(question)).outcome()).isEqualTo(Outcome.EXPIRED);
  }

  @Test
  void failsWhereAnAgencyAnswersWithRubbish() throws InterruptedException {
    assertThat(ended(askingCity.ask(question(RUBBISH, CITY_ASKS))).outcome())
        .isEqualTo(Outcome.FAILED);
    assertThat(world.rubbish().calls()).isPositive();
  }

  private static Question question(AgencyCode provider, Matter matter) {
    return question(provider, matter, Duration.ofSeconds(30));
  }

  private static Question question(AgencyCode provider, Matter matter, Duration deadline) {
    return new Question(provider, Purpose.LINKAGE, Lane.ROUTINE, matter, RESIDENT, deadline);
  }

  private static Ending ended(OpenInquiry inquiry) throws InterruptedException {
    return inquiry.await(Duration.ofSeconds(30)).orElseThrow();
  }

  private static Matter matter(String procedure, String information) {
    return new Matter(
        new AffairCode("JM00000000000001"),
        new ProcedureCode(procedure),
        new InformationCode(information));
  }
}
