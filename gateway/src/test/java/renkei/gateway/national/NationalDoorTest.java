package renkei.gateway.national;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static renkei.gateway.testing.Parties.CORE;
import static renkei.gateway.testing.Parties.KITA;
import static renkei.gateway.testing.Parties.KITA_AGENCY;
import static renkei.gateway.testing.Parties.MINAMI_AGENCY;
import static renkei.gateway.testing.Parties.NATIONAL;
import static renkei.gateway.testing.Parties.PENSION;

import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.vault.CodeState;
import renkei.gateway.contract.Composer;
import renkei.gateway.contract.NationalContract;
import renkei.gateway.contract.Receipt;
import renkei.gateway.testing.Parties;
import renkei.gateway.testing.TestDatabase;

/** What the national door takes. */
@Timeout(120)
class NationalDoorTest {

  private static final String SOAP12 = "http://schemas.xmlsoap.org/wsdl/soap12/";
  private static final String WSDL = "http://schemas.xmlsoap.org/wsdl/";
  private static final Parties PARTIES = Parties.shared();
  private static NationalBench bench;

  @BeforeAll
  static void open() {
    bench = new NationalBench();
  }

  @AfterAll
  static void close() {
    bench.close();
  }

  private static Element inquiry() {
    return bench.composer.permittedInquiry(PENSION, KITA_AGENCY, PARTIES.agency(PENSION).chain());
  }

  @Test
  void receiptsWhatItHasKept() {
    Element message = inquiry();
    String id = Composer.find(message, "MessageId").getTextContent();
    Map<String, Long> before = TestDatabase.rows();

    Receipt receipt = bench.receipt(bench.deliver(message));

    assertThat(receipt.message().toString()).isEqualTo(id);
    assertThat(receipt.sender()).isEqualTo(CORE);
    assertThat(receipt.receiver()).isEqualTo(KITA_AGENCY);
    assertThat(TestDatabase.rows())
        .containsEntry("message", before.getOrDefault("message", 0L) + 1);
  }

  @Test
  void answersARepeatWithTheFirstReceiptByteForByte() {
    byte[] message = Composer.signed(PARTIES.agency(CORE), inquiry());

    HttpResponse<String> first = bench.deliver(message);
    Map<String, Long> between = TestDatabase.rows();
    HttpResponse<String> second = bench.deliver(message);

    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(second.statusCode()).isEqualTo(200);
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(TestDatabase.rows()).isEqualTo(between);
  }

  @Test
  void answersARepeatWithTheFirstReceiptEvenIfThePermitHasExpiredMeanwhile() {
    Element inquiry = inquiry();
    String soon = bench.clock.instant().plus(Duration.ofMinutes(2)).toString();
    Composer.set(Composer.find(inquiry, "Permit"), "ExpiresAt", soon);
    byte[] message = Composer.signed(PARTIES.agency(CORE), inquiry);
    Element another = inquiry();
    Composer.set(Composer.find(another, "Permit"), "ExpiresAt", soon);

    HttpResponse<String> first = bench.deliver(message);
    bench.clock.setAhead(Duration.ofMinutes(3));
    try {
      assertThat(bench.deliver(message).body()).isEqualTo(first.body());
      bench.refuses(Refusal.PERMIT_MISMATCH, () -> bench.deliver(another));
    } finally {
      bench.clock.setAhead(Duration.ZERO);
    }
    bench.receipt(first);
  }

  @Test
  void takesEveryKindOfMessage() {
    for (Element message :
        List.of(
            bench.composer.granted(KITA_AGENCY, MINAMI_AGENCY),
            bench.composer.refused(KITA_AGENCY, "NO_PERMISSION"),
            bench.composer.failed(KITA_AGENCY))) {
      bench.receipt(bench.deliver(message));
    }
    Element answer = bench.composer.noRecord(NATIONAL, KITA_AGENCY);
    bench.receipt(
        bench.deliverAs(
            PARTIES.agency(NATIONAL), Composer.signed(PARTIES.agency(NATIONAL), answer)));
    Element own = bench.composer.noRecord(MINAMI_AGENCY, KITA_AGENCY);
    bench.receipt(
        bench.deliverAs(PARTIES.platform(), Composer.signed(PARTIES.agency(MINAMI_AGENCY), own)));
  }

  @Test
  void bindsTheCodesThatTheCoreDelivers() {
    AddresseeNumber person = new AddresseeNumber("00000000KITA001");
    String serialNumber =
        bench
            .database
            .inTenant(KITA, tx -> bench.vaults.of(tx).request(List.of(person)))
            .issued()
            .getFirst()
            .serialNumber()
            .orElseThrow()
            .value();

    bench.receipt(bench.deliver(bench.composer.codes(KITA_AGENCY, List.of(serialNumber))));

    CodeState state = bench.database.inTenant(KITA, tx -> bench.vaults.of(tx).state(person));
    assertThat(state).isEqualTo(CodeState.ACTIVE);
  }

  @Test
  void takesAListInItsPartsForOneThatCounts() {
    long version = TestDatabase.nextListVersion();
    bench.receipt(bench.deliver(bench.composer.permissions(KITA_AGENCY, version)));
    assertThat(bench.permissions.find(version)).isEmpty();

    bench.receipt(bench.deliver(bench.composer.permissionPart(KITA_AGENCY, version)));

    assertThat(bench.permissions.find(version).orElseThrow().rows())
        .extracting(row -> row.id().value())
        .containsExactly("R-1");
  }

  @Test
  void takesAManifestOnce() {
    byte[] list =
        Composer.signed(
            PARTIES.agency(CORE),
            bench.composer.permissions(KITA_AGENCY, TestDatabase.nextListVersion()));

    HttpResponse<String> first = bench.deliver(list);
    Map<String, Long> between = TestDatabase.rows();
    HttpResponse<String> second = bench.deliver(list);

    bench.receipt(first);
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(TestDatabase.rows()).isEqualTo(between);
  }

  @Test
  void publishesTheServiceOfTheContract() throws Exception {
    Element service = (Element) wsdl().getElementsByTagNameNS(WSDL, "service").item(0);

    assertThat(service.getAttribute("name")).isEqualTo("IntermediateServer");
  }

  @Test
  void publishesItsOwnAddressAndNobodyElses() throws Exception {
    NodeList addresses = wsdl().getElementsByTagNameNS(SOAP12, "address");

    assertThat(addresses.getLength()).isEqualTo(1);
    assertThat(((Element) addresses.item(0)).getAttribute("location"))
        .isEqualTo(NationalBench.ADDRESS.toString());
  }

  @Test
  void publishesASchemaWhereTheContractImportsIt() throws Exception {
    assertThat(schema().getAttribute("targetNamespace")).isEqualTo(NationalContract.NAMESPACE);
  }

  @Test
  void publishesTheSchemaOfSignaturesWhereTheSchemaOfMessagesImportsIt() throws Exception {
    Element signature = imported(schema());

    assertThat(signature.getAttribute("targetNamespace"))
        .isEqualTo("http://www.w3.org/2000/09/xmldsig#");
    assertThat(elements(signature))
        .extracting(each -> each.getAttribute("name"))
        .containsExactly("Signature");
  }

  @Test
  void publishesEveryElementThatTheContractNames() throws Exception {
    Set<String> elements =
        elements(schema()).map(element -> element.getAttribute("name")).collect(toSet());
    NodeList parts = wsdl().getElementsByTagNameNS(WSDL, "part");

    assertThat(parts.getLength()).isPositive();
    for (int i = 0; i < parts.getLength(); i++) {
      assertThat(elements).contains(((Element) parts.item(i)).getAttribute("element").substring(2));
    }
  }

  private static URI address() {
    return bench.core().at("/national?wsdl");
  }

  private static Document wsdl() throws Exception {
    return document(read(address()));
  }

  /** The root of what the contract imports. */
  private static Element schema() throws Exception {
    return imported(wsdl().getDocumentElement());
  }

  private static Element imported(Element importing) throws Exception {
    NodeList imports =
        importing.getElementsByTagNameNS(XMLConstants.W3C_XML_SCHEMA_NS_URI, "import");
    assertThat(imports.getLength()).isEqualTo(1);
    URI schema = address().resolve(((Element) imports.item(0)).getAttribute("schemaLocation"));
    return document(read(schema)).getDocumentElement();
  }

  private static Stream<Element> elements(Element schema) {
    return Stream.<Node>iterate(schema.getFirstChild(), Objects::nonNull, Node::getNextSibling)
        .filter(Element.class::isInstance)
        .map(Element.class::cast)
        .filter(element -> "element".equals(element.getLocalName()));
  }

  private static String read(URI address) {
    HttpResponse<String> response =
        bench.core().send(HttpRequest.newBuilder(bench.core().at(address.toString())));
    assertThat(response.statusCode()).as(address.toString()).isEqualTo(200);
    return response.body();
  }

  private static Document document(String xml) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    return factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
  }
}
