package renkei.gateway.national;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static renkei.gateway.testing.Parties.CORE;
import static renkei.gateway.testing.Parties.KITA_AGENCY;
import static renkei.gateway.testing.Parties.MINAMI_AGENCY;
import static renkei.gateway.testing.Parties.NATIONAL;
import static renkei.gateway.testing.Parties.PENSION;

import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import renkei.gateway.contract.Composer;
import renkei.gateway.contract.NationalContract;
import renkei.gateway.contract.NationalSchema;
import renkei.gateway.testing.Parties;

/** What version 2 of the contract says of versions, additions, environments and sets. */
class ContractTwoTest {

  private static final Parties PARTIES = Parties.shared();
  private static final NationalSchema SCHEMA = new NationalSchema();
  private static NationalBench bench;

  @BeforeAll
  static void open() {
    bench = new NationalBench();
  }

  @AfterAll
  static void close() {
    bench.close();
  }

  private static Element inquiry(int exchanges) {
    return bench.composer.permittedInquiry(
        PENSION, KITA_AGENCY, exchanges, PARTIES.agency(PENSION).chain());
  }

  private static Element addition(Element parent, String must) {
    Element addition =
        parent.getOwnerDocument().createElementNS(NationalContract.NAMESPACE, "n:Addition");
    addition.setAttribute("Name", "colour");
    addition.setAttribute("Must", must);
    addition.setTextContent("blue");
    addition.appendChild(parent.getOwnerDocument().createElementNS("urn:x", "x:Shade"));
    parent.appendChild(addition);
    return addition;
  }

  private static void taken(Element message) throws Exception {
    HttpResponse<String> response = bench.deliver(message);

    bench.receipt(response);
    SCHEMA.validate(message);
    SCHEMA.validate(NationalBench.payload(response.body()));
  }

  @Test
  void takesASetOfAsManyExchangesAsItSpeaks() throws Exception {
    taken(inquiry(20));
  }

  @Test
  void refusesMoreExchangesThanItSpeaks() {
    bench.refuses(Refusal.TOO_MANY_EXCHANGES, () -> bench.deliver(inquiry(21)));
  }

  @Test
  void refusesAnExchangeTwice() {
    for (String id : new String[] {"ExchangeId", "PermitId"}) {
      Element message = inquiry(2);
      Element second = (Element) Composer.find(message, "Exchange").getNextSibling();
      Composer.set(second, id, Composer.find(message, id).getTextContent());

      bench.refuses(Refusal.MALFORMED_MESSAGE, () -> bench.deliver(message));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"InquiryId", "Purpose", "Lane", "Inquirer", "Route"})
  void refusesExchangesThatDoNotBelongTogether(String name) {
    Element message = inquiry(2);
    Element second = (Element) Composer.find(message, "Exchange").getNextSibling();
    Composer.set(
        second,
        name,
        switch (name) {
          case "InquiryId" -> UUID.randomUUID().toString();
          case "Purpose" -> "OWN_DATA";
          case "Lane" -> "BULK";
          case "Inquirer" -> NATIONAL.value();
          default -> "core";
        });

    bench.refuses(Refusal.MIXED_EXCHANGES, () -> bench.deliver(message));
  }

  @ParameterizedTest
  @ValueSource(strings = {"InquiryId", "Lane"})
  void refusesPermitsThatSayOtherwiseThanTheirMessage(String name) {
    Element message = inquiry(1);
    Composer.set(message, name, name.equals("Lane") ? "BULK" : UUID.randomUUID().toString());

    bench.refuses(Refusal.MIXED_EXCHANGES, () -> bench.deliver(message));
  }

  @Test
  void refusesMessagesOfAnotherEnvironmentAndAlarms() {
    Element message = Composer.set(inquiry(1), "Environment", "PRODUCTION");
    double before = bench.alarms(Refusal.OTHER_ENVIRONMENT);

    bench.refuses(Refusal.OTHER_ENVIRONMENT, () -> bench.deliver(message));

    assertThat(bench.alarms(Refusal.OTHER_ENVIRONMENT)).isEqualTo(before + 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Header", "PermittedInquiry", "Exchange", "Permit"})
  void readsOverAdditionsThatNeedNotBeUnderstood(String name) throws Exception {
    Element message = inquiry(1);
    Element parent = name.equals("PermittedInquiry") ? message : Composer.find(message, name);
    addition(parent, "false");
    addition(parent, "0");

    taken(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Header", "PermittedInquiry"})
  void refusesAMessageWhoseAdditionMustBeUnderstood(String name) {
    Element message = inquiry(1);
    Element parent = name.equals("PermittedInquiry") ? message : Composer.find(message, name);
    addition(parent, "true");

    bench.refuses(Refusal.ADDITION_NOT_UNDERSTOOD, () -> bench.deliver(message));
  }

  @Test
  void takesAMessageOneOfWhoseExchangesHasAnAdditionThatMustBeUnderstood() throws Exception {
    Element message = inquiry(2);
    addition(Composer.find(message, "Exchange"), "true");

    taken(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Name", "Must"})
  void refusesAdditionsThatDoNotSayTheirNameOrWhetherTheyMustBeUnderstood(String attribute) {
    Element message = inquiry(1);
    addition(Composer.find(message, "Header"), "false").removeAttribute(attribute);

    bench.refuses(Refusal.MALFORMED_MESSAGE, () -> bench.deliver(message));
  }

  @Test
  void refusesAdditionsElsewhereThanAtTheEnd() {
    Element message = inquiry(1);
    Element header = Composer.find(message, "Header");
    header.insertBefore(addition(header, "false"), header.getFirstChild());

    bench.refuses(Refusal.MALFORMED_MESSAGE, () -> bench.deliver(message));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.1", "2.999"})
  void takesLaterVersionsWhichOnlyAdd(String version) throws Exception {
    Element message = inquiry(1);
    message.setAttribute("Version", version);

    taken(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2", "3.0", "1.0", "2.1000", "2.x"})
  void refusesVersionsThatAreNoneOfThisContract(String version) {
    Element message = inquiry(1);
    message.setAttribute("Version", version);

    bench.refuses(Refusal.MALFORMED_MESSAGE, () -> bench.deliver(message));
  }

  @Test
  void refusesMessagesWithoutAVersion() {
    Element message = inquiry(1);
    message.removeAttribute("Version");

    bench.refuses(Refusal.MALFORMED_MESSAGE, () -> bench.deliver(message));
  }

  @Test
  void saysInEachReceiptWhatItSpeaks() {
    HttpResponse<String> response =
        bench.deliver(bench.composer.granted(KITA_AGENCY, MINAMI_AGENCY));

    assertThat(response.body())
        .contains(
            "<n:Speaks><n:Version>2.0</n:Version><n:Exchanges>20</n:Exchanges>",
            "<n:Kind>Answer</n:Kind>",
            "<n:Kind>PermissionListPart</n:Kind>");
  }

  @Test
  void neverReceiptsAMessageOfTheContractBefore() {
    String before =
        new String(Composer.signed(PARTIES.agency(CORE), inquiry(1)), UTF_8)
            .replace(NationalContract.NAMESPACE, "urn:renkei:national:1");

    bench.refuses(Refusal.VERSION_NOT_SPOKEN, () -> bench.deliver(before.getBytes(UTF_8)));
  }
}
