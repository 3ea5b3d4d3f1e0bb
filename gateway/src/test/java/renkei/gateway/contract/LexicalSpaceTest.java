package renkei.gateway.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static renkei.gateway.testing.Parties.CORE;
import static renkei.gateway.testing.Parties.KITA_AGENCY;
import static renkei.gateway.testing.Parties.MINAMI_AGENCY;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;
import renkei.codebook.Environment;
import renkei.codebook.permission.ListManifest;
import renkei.gateway.testing.Parties;
import renkei.signing.xml.XmlSigner;

/** What the published schema takes and what the reader takes is the same, form by form. */
class LexicalSpaceTest {

  private static final NationalSchema SCHEMA = new NationalSchema();
  private static final Parties PARTIES = Parties.shared();
  private static final SignedMessages MESSAGES =
      new SignedMessages(
          Environment.TEST,
          PARTIES.tenants(),
          renkei.signing.AlgorithmTable.standard(),
          Clock.systemUTC());
  private static final Composer COMPOSER = new Composer(Clock.systemUTC());

  private static final List<String> DAYS =
      List.of(
          "2026-11-01",
          "2026-11-01+09:00",
          "2026-11-01Z",
          "2026-11-01-05:00",
          "2026-11-01+14:00",
          "2026-11-01+14:01",
          "2026-11-01+9:00",
          "2026-11-01+0900",
          "2026-11-01 ",
          "\n 2026-11-01",
          "\u30002026-11-01",
          "2026-02-29",
          "2024-02-29",
          "2026-13-01",
          "0000-01-01",
          "0001-01-01",
          "9999-12-31",
          "12026-11-01",
          "-2026-11-01",
          "2026/11/01",
          "2026-11",
          "２０２６-11-01",
          "");

  private static final List<String> TIMES =
      List.of(
          "2026-11-01T09:30:00Z",
          "2026-11-01T09:30:00.1Z",
          "2026-11-01T09:30:00.123456789Z",
          "2026-11-01T09:30:00.1234567890Z",
          "2026-11-01T09:30:00.Z",
          "2026-11-01T09:30Z",
          " 2026-11-01T09:30:00Z ",
          "2026-11-01T09:30:00+09:00",
          "2026-11-01T09:30:00+00:00",
          "2026-11-01T09:30:00",
          "2026-11-01t09:30:00z",
          "2026-11-01T24:00:00Z",
          "2026-11-01T23:59:60Z",
          "2026-02-30T09:30:00Z",
          "0000-01-01T00:00:00Z",
          "2026-11-01",
          "");

  private static final List<String> COUNTS =
      List.of(
          "1",
          "+1",
          "007",
          " 7 ",
          "0",
          "-1",
          "1.0",
          "999999999999999999",
          "1000000000000000000",
          "0001000000000000000000",
          "000999999999999999999",
          "１",
          "",
          "x");

  private static final List<String> TRUTHS =
      List.of("true", "false", "1", "0", " true ", "TRUE", "yes", "");

  private static final List<String> BINARIES =
      List.of("AQID", "AQ ID", " AQID ", "AQI=", "AQ==", "AQI", "A", "AQ=", "AQ-_", "AQI*", "=");

  private static final List<String> UUIDS =
      List.of(
          "01a22b28-e49f-7451-a0b7-84dfb469c56d",
          "01A22B28-E49F-7451-A0B7-84DFB469C56D",
          " 01a22b28-e49f-7451-a0b7-84dfb469c56d",
          "1-1-1-1-1",
          "");

  private static final List<String> CODES =
      List.of(
          "9099001900000000",
          "909900190000000",
          "90990019000000000",
          " 9099001900000000",
          "909900190000000a",
          "９099001900000000");

  private static final List<String> WORDS =
      List.of("TEST", "ASKED_FOR", "A1", "1A", "_A", "a", "A".repeat(32), "A".repeat(33), " A", "");

  private static final List<String> ROWS =
      List.of(
          "R-000001", "1", "-1", "A_B", "a", "A".repeat(32), "A".repeat(33), " R-1", "R-1\n", "");

  private static final List<String> YEARS =
      List.of(
          "1872", "1873", "2024", "9998", "9999", "0000", " 2024", "2024 ", "02024", "24", "２０２４",
          "-2024", "+2024", "2024Z", "");

  private static final List<String> ITEMS =
      List.of("TK00000000000001", "TK0000000000001", "tk00000000000001", " TK00000000000001", "");

  static Stream<Arguments> forms() {
    return Stream.of(
            form("Answer", "AsOf", DAYS),
            form("Answer", "Version", COUNTS),
            form("PermittedInquiry", "LaneRule", WORDS),
            form("PermittedInquiry", "Environment", WORDS),
            form("PermittedInquiry", "Row", ROWS),
            form("PermittedInquiry", "ListVersion", COUNTS),
            form("PermittedInquiry", "AskedAt", TIMES),
            form("Terms", "From", YEARS),
            form("Terms", "Basis", ROWS),
            form("Terms", "Given", DAYS),
            form("Terms", "CampaignId", ROWS),
            form("Terms", "BatchId", UUIDS),
            form("Terms", "Item", ITEMS),
            form("Terms", "NotDisclosed", TRUTHS),
            form("Decision", "ExpiresAt", TIMES),
            form("Decision", "AskingAgainHelps", TRUTHS),
            form("Decision", "InquiryId", UUIDS),
            form("Decision", "Receiver", CODES),
            form("Decision", "Reason", List.of("A_1", "a", "1A", "A".repeat(65), " A", "")))
        .flatMap(forms -> forms);
  }

  private static Stream<Arguments> form(String message, String element, List<String> texts) {
    return texts.stream().map(text -> Arguments.of(message, element, text));
  }

  private static Element message(String name) {
    List<X509Certificate> sealing = PARTIES.agency(KITA_AGENCY).chain();
    return switch (name) {
      case "Decision" -> COMPOSER.failed(KITA_AGENCY);
      case "PermittedInquiry" -> COMPOSER.permittedInquiry(KITA_AGENCY, MINAMI_AGENCY, sealing);
      case "Terms" ->
          Composer.onAllTerms(COMPOSER.permittedInquiry(KITA_AGENCY, MINAMI_AGENCY, sealing));
      default -> COMPOSER.provided(MINAMI_AGENCY, KITA_AGENCY, new byte[] {1}, sealing.getFirst());
    };
  }

  private static boolean schemaTakes(Element signed) {
    try {
      SCHEMA.validate(signed);
      return true;
    } catch (SAXException _) {
      return false;
    }
  }

  private static boolean readerTakes(Element unsigned) {
    try {
      VerifiedMessage verified = VerifiedMessage.of(unsigned);
      var _ = verified.contents(MESSAGES);
      return true;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private static Element signed(Element message) {
    XmlSigner.of(PARTIES.agency(CORE)).sign(message);
    return message;
  }

  /** Years from and to are the same: how far they may be apart no schema says. */
  private static Element changed(Element message, String element, String text) {
    return element.equals("From")
        ? Composer.set(Composer.set(message, "From", text), "To", text)
        : Composer.set(message, element, text);
  }

  @ParameterizedTest
  @MethodSource("forms")
  void theReaderTakesWhatTheSchemaTakes(String name, String element, String text) {
    Element unsigned = changed(message(name), element, text);
    Element signed = signed(changed(message(name), element, text));

    assertThat(readerTakes(unsigned)).isEqualTo(schemaTakes(signed));
  }

  @ParameterizedTest
  @MethodSource("binaries")
  void theReaderTakesTheBinariesThatTheSchemaTakes(String text) {
    Element message =
        COMPOSER.permittedInquiry(
            KITA_AGENCY, MINAMI_AGENCY, PARTIES.agency(KITA_AGENCY).chain().subList(0, 1));
    Composer.set(message, "SealingCertificate", text);

    boolean base64 = LexicalForms.BASE64.read(LexicalForms.collapse(text)).isPresent();

    assertThat(base64).isEqualTo(schemaTakes(signed(message)));
  }

  static Stream<String> binaries() {
    return BINARIES.stream();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-11-01", "2026-11-01+09:00", "2026-11-01Z", "2026-11-01-11:00"})
  void takesADayAsItIsWrittenWhateverTimeZoneStandsBehindIt(String text) {
    Element message = COMPOSER.permissions(KITA_AGENCY, 7);
    Composer.set(message, "ValidFrom", text);

    assertThat(VerifiedMessage.of(message).contents(MESSAGES))
        .isInstanceOfSatisfying(
            MessageContents.ListAnnounced.class,
            read ->
                assertThat(read.manifest())
                    .extracting(ListManifest::validFrom)
                    .isEqualTo(LocalDate.of(2026, 11, 1)));
  }

  @Test
  void namesTheElementByItsPathAndTheFormExpected() {
    Element message = Composer.set(COMPOSER.permissions(KITA_AGENCY, 7), "Member", "kind:KING");

    assertThatThrownBy(() -> VerifiedMessage.of(message).contents(MESSAGES))
        .isInstanceOfSatisfying(
            UnreadableMessageException.class,
            e -> {
              assertThat(e.fault().element()).isEqualTo("PermissionListManifest/BodyClass/Member");
              assertThat(e.fault().expected().en())
                  .isEqualTo("be kind:, body: or members-of:, then a kind of agency or an agency");
              assertThat(e.fault().expected().ja()).contains("機関種別又は機関コード");
            });
  }
}
