package renkei.tenantstore.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static renkei.codebook.testing.SampleAgencies.KITA;
import static renkei.tenantstore.Sample.CLOCK;
import static renkei.tenantstore.Sample.TARO;
import static renkei.tenantstore.Sample.answered;

import java.io.BufferedReader;
import java.io.StringReader;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import renkei.codebook.AgencyCode;
import renkei.codebook.BatchId;
import renkei.codebook.CampaignId;
import renkei.codebook.Condition;
import renkei.codebook.Consent;
import renkei.codebook.ConsentBasis;
import renkei.codebook.Delegation;
import renkei.codebook.Edition;
import renkei.codebook.Environment;
import renkei.codebook.Exchange;
import renkei.codebook.ExchangeId;
import renkei.codebook.InformationCode;
import renkei.codebook.ItemChoice;
import renkei.codebook.ItemCode;
import renkei.codebook.LaneRule;
import renkei.codebook.Outcome;
import renkei.codebook.Reason;
import renkei.codebook.RecordId;
import renkei.codebook.Terms;
import renkei.signing.AlgorithmTable;
import renkei.signing.evidence.tree.MerkleTree;
import renkei.tenantstore.Sample;

/** Both forms of an exchange record, by texts that must never read otherwise. */
class RecordFormsTest {

  private static final String SALT = "00112233445566778899aabbccddeeff";

  private static final RecordId ID = RecordId.parse("0199d8f0-5c00-7a3b-9c01-02030405060a");

  /** As a version of before wrote it. */
  private static final String ANSWERED_ONE =
      "exchange-1\t0199d8f0-5c00-7a3b-9c01-02030405060a\tPROVIDER"
          + "\t0199d8f0-5000-7000-8000-000000000001\t0199d8f0-5100-7000-9000-000000000001"
          + "\t9000000000000011\t9099001900000000\tLINKAGE\tJT00000000000012"
          + "\tTM00000000000201\t990019000000001\tPROVIDED\t-"
          + "\t2026-06-15T03:00:01.000000007Z\t00112233445566778899aabbccddeeff";

  private static final String REFUSED_ONE =
      "exchange-1\t0199d8f0-5c00-7a3b-9c01-02030405060b\tINQUIRER"
          + "\t0199d8f0-5000-7000-8000-000000000002\t-"
          + "\t9099001900000000\t9000000000000011\tLINKAGE\tJT00000000000012"
          + "\tTM00000000000401\t-\tREFUSED\tNO_PERMISSION"
          + "\t2026-06-15T03:00:02Z\tffeeddccbbaa99887766554433221100";

  private static final String ANSWERED_TWO =
      """
      {"affair":"%s","askedAt":"2026-06-15T02:59:55Z","decidedAt":"2026-06-15T03:00:01Z",\
      "edition":"2026-06","exchange":"00000000-0000-7000-8000-000000000001",\
      "form":"exchange-2","id":"0199d8f0-5c00-7a3b-9c01-02030405060a",\
      "information":"%s","inquirer":"%s","inquiry":"00000000-0000-7000-8000-000000000001",\
      "lane":"COUNTER","list":"12","outcome":"PROVIDED",\
      "permit":"00000000-0000-7000-9000-000000000001","procedure":"%s","provider":"%s",\
      "purpose":"LINKAGE","records":[{"asOf":"2026-06-08","version":"1"}],"role":"PROVIDER",\
      "row":"R-000123",\
      "salt":"00112233445566778899aabbccddeeff","subject":"%s"}\
      """
          .formatted(
              answered(1, TARO).asked().affair().orElseThrow().value(),
              answered(1, TARO).asked().information().value(),
              answered(1, TARO).inquirer().value(),
              answered(1, TARO).asked().procedure().value(),
              answered(1, TARO).provider().value(),
              TARO.value());

  @Test
  void hashesARecordOfFormOneAsEver() {
    assertThat(hash(ANSWERED_ONE))
        .isEqualTo("70c94b8ea14b7f92bd961c459ccb6d3826cee495a9be12eada8347c8e5a72489");
    assertThat(hash(REFUSED_ONE))
        .isEqualTo("3f1ba9a2817caa395f4e8dd1998b3fd753a12f5468098e4016623bb5b81afe4e");
  }

  private static String hash(String text) {
    RecordText read = RecordText.read(text);
    assertThat(read.text()).isEqualTo(text);
    return HexFormat.of().formatHex(read.leafHash());
  }

  @Test
  void readsARecordOfFormOneAndTellsNothingThatItDoesNotSay() {
    Exchange answered = RecordText.read(ANSWERED_ONE).record().exchange();
    Exchange refused = RecordText.read(REFUSED_ONE).record().exchange();

    assertThat(answered.asked().information()).isEqualTo(new InformationCode("TM00000000000201"));
    assertThat(answered.told().at()).isEqualTo("2026-06-15T03:00:01.000000007Z");
    assertThat(answered.asked().affair()).isEmpty();
    assertThat(answered.handling()).isEqualTo(Exchange.Handling.UNKNOWN);
    assertThat(answered.told().given()).isEmpty();
    assertThat(refused.permit()).isEmpty();
    assertThat(refused.subject()).isEmpty();
    assertThat(refused.told().reason()).contains(new Reason("NO_PERMISSION"));
  }

  @Test
  void writesARecordOfFormTwoInOneWayOnly() {
    RecordText written = RecordText.of(ID, answered(1, TARO), SALT);

    assertThat(written.text()).isEqualTo(ANSWERED_TWO);
    assertThat(written.leafHash()).isEqualTo(MerkleTree.leafHash(ANSWERED_TWO.getBytes(UTF_8)));
  }

  /** What each member says stands fast: records are kept for seven years, and only grow. */
  private static final String ALL_OF_TWO =
      """
      {"affair":"%s","askedAt":"2026-06-15T02:59:55Z",\
      "batch":"00000000-0000-0001-0000-000000000002","campaign":"C-1",\
      "condition":"YEARS 2024 2026","consent":"TAX_CONSENT","consentGiven":"2026-05-31",\
      "decidedAt":"2026-06-15T03:00:01Z","department":"福祉課","edition":"2026-06",\
      "editionAsked":"2025-06","environment":"TEST",\
      "exchange":"00000000-0000-7000-8000-000000000001",\
      "form":"exchange-2","hiddenByInquirer":"1","hiddenByProvider":"1",\
      "id":"0199d8f0-5c00-7a3b-9c01-02030405060a","information":"%s","inquirer":"%s",\
      "inquirerFor":"9099001900000000",\
      "inquiry":"00000000-0000-7000-8000-000000000001",\
      "items":["TK00000000020001","TK00000000020009"],"lane":"COUNTER",\
      "laneRule":"ASKED_FOR","list":"12","outcome":"PROVIDED",\
      "permit":"00000000-0000-7000-9000-000000000001","procedure":"%s","provider":"%s",\
      "providerFor":"9099002700000000","purpose":"LINKAGE",\
      "records":[{"asOf":"2026-06-08","version":"1"}],"role":"PROVIDER","row":"R-000123",\
      "salt":"00112233445566778899aabbccddeeff","subject":"%s","user":"u-17"}\
      """
          .formatted(
              answered(1, TARO).asked().affair().orElseThrow().value(),
              answered(1, TARO).asked().information().value(),
              answered(1, TARO).inquirer().value(),
              answered(1, TARO).asked().procedure().value(),
              answered(1, TARO).provider().value(),
              TARO.value());

  @Test
  void writesAndReadsAllThatARecordOfFormTwoCanSay() {
    RecordText written = RecordText.of(ID, onAllTerms(), SALT);

    assertThat(written.text()).isEqualTo(ALL_OF_TWO);
    assertThat(RecordText.read(ALL_OF_TWO).record())
        .isEqualTo(new ExchangeRecord(ID, onAllTerms()));
  }

  /** With everything that an exchange can have. */
  private static Exchange onAllTerms() {
    Exchange plain = answered(1, TARO);
    Exchange.Told told = plain.told();
    return new Exchange(
        plain.role(),
        plain.id(),
        plain.inquiry(),
        plain.permit(),
        plain.inquirer(),
        plain.provider(),
        plain.asked(),
        Optional.of(
            new Exchange.Choice(
                new ItemChoice.Some(
                    List.of(new ItemCode("TK00000000020009"), new ItemCode("TK00000000020001"))),
                new Terms(
                    new Condition.FiscalYears(2024, 2026),
                    Optional.of(new Edition("2025-06")),
                    new Delegation(
                        Optional.of(new AgencyCode("9099001900000000")),
                        Optional.of(new AgencyCode("9099002700000000"))),
                    Optional.of(
                        new Consent(
                            new ConsentBasis("TAX_CONSENT"),
                            Optional.of(LocalDate.of(2026, 5, 31)))),
                    true))),
        plain.subject(),
        new Exchange.Handling(
            plain.handling().lane(),
            plain.handling().list(),
            plain.handling().row(),
            new Exchange.Circumstances(
                Optional.of(LaneRule.ASKED_FOR),
                Optional.of(new BatchId(new UUID(1, 2))),
                Optional.of(new CampaignId("C-1")),
                Optional.of(Environment.TEST),
                new Exchange.AskedBy(Optional.of("福祉課"), Optional.of("u-17")))),
        new Exchange.Told(
            told.outcome(), told.reason(), told.given(), true, told.askedAt(), told.at()));
  }

  @Test
  void saysOfAllItemsThatTheyAreAll() {
    String text =
        ANSWERED_TWO
            .replace("\"decidedAt\"", "\"condition\":\"CURRENT\",\"decidedAt\"")
            .replace("\"lane\"", "\"items\":\"ALL\",\"lane\"");

    assertThat(RecordText.read(text).record().exchange().choice())
        .contains(new Exchange.Choice(new ItemChoice.All(), Terms.PLAIN));
    assertThat(RecordText.read(ANSWERED_TWO).record().exchange().choice()).isEmpty();
  }

  /** As records were written by the first that wrote form 2: sealed, and never written again. */
  @Test
  void hashesARecordOfTheFirstFormTwoAsEver() {
    assertThat(
            hash(
                "{\"askedAt\":\"2026-06-15T02:59:55Z\",\"decidedAt\":\"2026-06-15T03:00:01Z\","
                    + "\"form\":\"exchange-2\",\"id\":\"0199d8f0-5c00-7a3b-9c01-02030405060a\","
                    + "\"information\":\"TM00000000000201\",\"inquirer\":\"9000000000000011\","
                    + "\"inquiry\":\"00000000-0000-7000-8000-000000000001\",\"lane\":\"COUNTER\","
                    + "\"list\":\"12\",\"outcome\":\"NO_RECORD\",\"procedure\":\"JT00000000000012\","
                    + "\"provider\":\"9099001900000000\",\"purpose\":\"LINKAGE\","
                    + "\"role\":\"PROVIDER\",\"row\":\"R-000123\","
                    + "\"salt\":\"00112233445566778899aabbccddeeff\"}"))
        .isEqualTo("cbeade154559abcbaff5b94d3f00fffd012c5350621216295fbffd2381caa97a");
  }

  /** As inquiries were recorded that held one exchange. */
  @Test
  void readsARecordThatNamesNoExchangeAsTheOnlyOneOfItsInquiry() {
    Exchange exchange =
        RecordText.read(
                ANSWERED_TWO.replace("\"exchange\":\"00000000-0000-7000-8000-000000000001\",", ""))
            .record()
            .exchange();

    assertThat(exchange.id()).isEqualTo(ExchangeId.onlyOneOf(exchange.inquiry()));
  }

  @Test
  void readsWhatItWroteAlsoWhereHardlyAnythingIsKnown() {
    Exchange all = answered(1, TARO);
    Exchange little =
        new Exchange(
            Exchange.Role.INQUIRER,
            all.id(),
            all.inquiry(),
            Optional.empty(),
            all.inquirer(),
            all.provider(),
            new Exchange.Asked(
                all.asked().purpose(),
                Optional.empty(),
                all.asked().procedure(),
                all.asked().information()),
            Optional.empty(),
            Exchange.Handling.UNKNOWN,
            Exchange.Told.of(Outcome.EXPIRED, Optional.of(new Reason("X")), all.told().at()));
    for (Exchange exchange : List.of(all, little)) {
      String text = RecordText.of(ID, exchange, SALT).text();

      assertThat(RecordText.read(text).record()).isEqualTo(new ExchangeRecord(ID, exchange));
    }
  }

  @Test
  void passesOverWhatALaterVersionAdded() {
    String later =
        ANSWERED_TWO
            .replace("\"provider\"", "\"process\":[\"1\",{\"x\":[]}],\"provider\"")
            .replace("\"version\"", "\"key\":\"…\",\"version\"");

    RecordText read = RecordText.read(later);

    assertThat(read.text()).isEqualTo(later);
    assertThat(read.record()).isEqualTo(new ExchangeRecord(ID, answered(1, TARO)));
    assertThat(read.leafHash()).isNotEqualTo(RecordText.read(ANSWERED_TWO).leafHash());
  }

  static List<String> rubbish() {
    List<String> texts = new ArrayList<>();
    texts.addAll(
        List.of(
            "",
            "{",
            "{}",
            "null",
            "exchange-2",
            ANSWERED_ONE.replace("exchange-1", "exchange-2"),
            ANSWERED_ONE + "\tmore",
            ANSWERED_ONE.replace("PROVIDED", "PRO\u0007VIDED"),
            ANSWERED_TWO + " ",
            " " + ANSWERED_TWO,
            ANSWERED_TWO + "{}",
            ANSWERED_TWO.substring(0, ANSWERED_TWO.length() - 1),
            ANSWERED_TWO.replace("\":\"", "\": \""),
            ANSWERED_TWO.replace("\"COUNTER\"", "true"),
            ANSWERED_TWO.replace("\"COUNTER\"", "null"),
            ANSWERED_TWO.replace("\"12\"", "12"),
            ANSWERED_TWO.replace("COUNTER", "\\u0043OUNTER"),
            ANSWERED_TWO.replace("COUNTER", "COUNT\\/ER"),
            ANSWERED_TWO.replace("COUNTER", "COUNT\tER"),
            ANSWERED_TWO.replace("COUNTER", "COUNT\\u00fXER"),
            ANSWERED_TWO.replace("COUNTER", "COUNT\\u000"),
            ANSWERED_TWO.replace("COUNTER", "COUNT\ud800ER"),
            ANSWERED_TWO.replace("COUNTER", "COUNT\udc00\ud800ER"),
            ANSWERED_TWO.replace(
                "\"lane\":\"COUNTER\",", "\"lane\":\"COUNTER\",\"lane\":\"BULK\","),
            ANSWERED_TWO.replace("\"lane\"", "\"zane\""),
            ANSWERED_TWO.replace("exchange-2", "exchange-3"),
            ANSWERED_TWO.replace("\"form\":\"exchange-2\",", ""),
            ANSWERED_TWO.replace("\"salt\":\"" + SALT + "\",", ""),
            ANSWERED_TWO.replace("\"PROVIDER\"", "[\"PROVIDER\"]"),
            "[" + ANSWERED_TWO + "]",
            ANSWERED_TWO.replace("\"COUNTER\"", "[".repeat(100_000)),
            ANSWERED_TWO.replace("\"COUNTER\"", "[".repeat(9) + "]".repeat(9)),
            ANSWERED_TWO.replace("COUNTER", "C".repeat(300_000))));
    return texts;
  }

  @ParameterizedTest
  @MethodSource("rubbish")
  void takesNothingElseForARecordAndRepeatsNothingOfIt(String rubbish) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RecordText.read(rubbish))
        .withMessageMatching("not (the text of an exchange record|canonical JSON of [a-z, ]*)");
  }

  /** The example of RFC 8785, 3.2.3, its values being strings here. */
  @Test
  void ordersMembersByTheUnitsOfUtf16() {
    String sorted =
        "{\"\\r\":\"a\",\"1\":\"b\",\"\u0080\":\"c\",\"\u00f6\":\"d\","
            + "\"\u20ac\":\"e\",\"\ud83d\ude00\":\"f\",\"\ufb33\":\"g\"}";

    assertThat(CanonicalJson.read(sorted).write()).isEqualTo(sorted);
  }

  /** The string of RFC 8785, 3.2.2. */
  @Test
  void escapesWhatMustBeEscapedAndNothingElse() {
    String value = "\u20ac$\u000f\nA'B\"\\\\\"/\b\f\r\t\u001f\u2028";
    String text = new CanonicalJson.Text(value).write();

    assertThat(text)
        .isEqualTo("\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\\b\\f\\r\\t\\u001f\u2028\"");
    assertThat(CanonicalJson.read(text)).isEqualTo(new CanonicalJson.Text(value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[]", "\"\"", "[\"\",[],{}]", "{\"\":{\"a\":[]}}"})
  void writesWhatItReads(String text) {
    assertThat(CanonicalJson.read(text).write()).isEqualTo(text);
  }

  @Test
  void hidesWhatARecordSays() {
    assertThat(RecordText.read(ANSWERED_ONE)).hasToString("FormOne[****]");
    assertThat(RecordText.read(ANSWERED_TWO)).hasToString("FormTwo[****]");
    assertThat(CanonicalJson.read(ANSWERED_TWO).toString())
        .doesNotContain(TARO.value())
        .contains("****");
  }

  @Test
  void verifiesATreeOfBothForms() {
    assertThat(verify(export(true, ANSWERED_ONE, ANSWERED_TWO, REFUSED_ONE)))
        .isInstanceOf(RecordVerification.Genuine.class);
  }

  @Test
  void verifiesATreeOfFormOneUnderTheTitleOfBefore() {
    List<String> lines = export(false, ANSWERED_ONE, REFUSED_ONE);

    assertThat(lines).startsWith("renkei exchange records 1");
    assertThat(verify(lines)).isInstanceOf(RecordVerification.Genuine.class);
  }

  @Test
  void takesNoRecordOfFormTwoUnderTheTitleOfBefore() {
    assertThat(verify(export(false, ANSWERED_ONE, ANSWERED_TWO)))
        .isEqualTo(new RecordVerification.Broken(5, "a record cannot be read"));
  }

  @Test
  void takesNoExportUnderATitleThatItDoesNotKnow() {
    List<String> lines = export(true, ANSWERED_TWO);
    lines.set(0, "renkei exchange records 3");

    assertThat(verify(lines))
        .isEqualTo(new RecordVerification.Broken(1, "not an export of exchange records"));
  }

  @Test
  void namesTheLineOfRubbishAndRepeatsNothingOfIt() {
    List<String> lines = export(true, ANSWERED_TWO, ANSWERED_ONE);
    lines.set(3, lines.get(3).replace("\"COUNTER\"", "[\u001b"));

    assertThat(verify(lines))
        .isEqualTo(new RecordVerification.Broken(4, "a record cannot be read"));
  }

  private static List<String> export(boolean bothForms, String... texts) {
    MerkleTree.Frontier tree = MerkleTree.Frontier.empty();
    List<String> records = new ArrayList<>();
    for (String text : texts) {
      RecordText record = RecordText.read(text);
      records.add(RecordExport.record(tree.size(), record));
      tree = tree.append(record.leafHash());
    }
    SignedHead head =
        SignedHead.sign(
            Sample.keys(KITA).identity(),
            AlgorithmTable.standard(),
            KITA,
            tree.size(),
            HexFormat.of().formatHex(tree.root()),
            CLOCK.instant());
    List<String> lines = new ArrayList<>(RecordExport.opening(head, bothForms));
    lines.addAll(records);
    return lines;
  }

  private static RecordVerification verify(List<String> lines) {
    return RecordVerification.of(
        new BufferedReader(new StringReader(String.join("\n", lines))),
        Map.of(),
        AlgorithmTable.standard(),
        CLOCK.instant());
  }
}
