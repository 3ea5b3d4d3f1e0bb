package renkei.gateway.national;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static renkei.gateway.testing.Parties.CORE;
import static renkei.gateway.testing.Parties.KITA;
import static renkei.gateway.testing.Parties.KITA_AGENCY;
import static renkei.gateway.testing.Parties.MINAMI_AGENCY;
import static renkei.gateway.testing.Parties.NATIONAL;
import static renkei.gateway.testing.Parties.PENSION;
import static renkei.gateway.testing.Parties.PORTAL;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import renkei.broker.BrokerSettings;
import renkei.codebook.AgencyCode;
import renkei.codebook.InformationCode;
import renkei.codebook.PermissionRowId;
import renkei.codebook.directory.AgencyKind;
import renkei.codebook.directory.BodyClass;
import renkei.codebook.directory.Validity;
import renkei.codebook.permission.ConsentRule;
import renkei.codebook.permission.DelegationRule;
import renkei.codebook.permission.PermissionList;
import renkei.codebook.permission.PermissionRow;
import renkei.codebook.testing.DeliveredList;
import renkei.gateway.contract.Composer;
import renkei.gateway.contract.NationalContract;
import renkei.gateway.contract.SignedMessages;
import renkei.gateway.health.KeyFault;
import renkei.gateway.testing.CapturedLog;
import renkei.gateway.testing.Parties;
import renkei.gateway.testing.RawCaller;
import renkei.gateway.testing.TestDatabase;
import renkei.signing.SigningIdentity;
import renkei.signing.xml.XmlDocuments;

/**
 * What the national door refuses: each with a clear fault, a counter, a log line without content,
 * and not one row in the database.
 */
@Timeout(300)
class NationalDoorRefusalTest {

  /** The check digits of these fit; they belong to nobody. */
  private static final String INDIVIDUAL_NUMBER = "123456789018";

  private static final String RESIDENT_CODE = "12345678903";

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

  private static SigningIdentity core() {
    return PARTIES.agency(CORE);
  }

  private static Element inquiry() {
    return bench.composer.permittedInquiry(PENSION, KITA_AGENCY, PARTIES.agency(PENSION).chain());
  }

  private static byte[] genuine() {
    return Composer.signed(core(), inquiry());
  }

  // What is no XML of the contract.

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "<open>",
        "<a></b>",
        "<a>&#0;</a>",
        "<a b='1' b='2'/>",
        "<?xml version='1.0'?><!DOCTYPE a><a/>",
        "<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>",
        "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>",
        "<!DOCTYPE a [<!ENTITY % p SYSTEM 'http://127.0.0.1:1/p'> %p;]><a/>",
        "<!DOCTYPE a [<!ENTITY l 'ha'><!ENTITY m '&l;&l;&l;&l;'><!ENTITY n"
            + " '&m;&m;&m;'>]><a>&n;</a>",
        "<a>&undefined;</a>",
      })
  void refusesWhatIsNotWellFormedOrHasADocumentType(String body) {
    bench.refuses(
        Refusal.MALFORMED_XML, List.of("etc/passwd"), () -> bench.post(body.getBytes(UTF_8)));
  }

  @Test
  void refusesOtherEncodingsAndBrokenBytes() {
    byte[] message = SoapEnvelope.around(genuine());
    byte[] broken = message.clone();
    broken[message.length / 2] = (byte) 0xff;

    bench.refuses(
        Refusal.MALFORMED_XML, () -> bench.post(new String(message, UTF_8).getBytes(UTF_16)));
    bench.refuses(Refusal.MALFORMED_XML, () -> bench.post(broken));
    bench.refuses(
        Refusal.MALFORMED_XML, () -> bench.post(Arrays.copyOf(message, message.length - 1)));
  }

  @Test
  void refusesATooLargeMessageWhetherAnnouncedOrNot() {
    byte[] large = new byte[NationalContract.MESSAGE.maxBytes() + 1];
    Arrays.fill(large, (byte) ' ');

    bench.refuses(Refusal.TOO_LARGE, () -> bench.post(large));
    bench.refuses(
        Refusal.TOO_LARGE,
        () ->
            bench
                .core()
                .send(
                    HttpRequest.newBuilder(bench.core().at("/national"))
                        .header("Content-Type", "application/soap+xml")
                        .POST(
                            BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)))));
  }

  @Test
  void refusesAMuchTooLargeMessageByAFaultThatIsHeard() {
    byte[] large = new byte[5 << 20];

    for (int i = 0; i < 5; i++) {
      bench.refuses(Refusal.TOO_LARGE, () -> bench.post(large));
    }
  }

  @Test
  void refusesUnknownPathsInTheFormOfTheServersErrors() {
    for (String path :
        List.of("/", "/elsewhere", "/national.xsd", "/national/below", "/nationalx")) {
      double before = bench.refused("HTTP_404");

      HttpResponse<String> response = bench.core().send("GET", path, "", new byte[0]);

      assertThat(response.statusCode()).as(path).isEqualTo(404);
      assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
      assertThat(response.body()).contains("\"error\":\"not-found\"").doesNotContain("<");
      assertThat(bench.refused("HTTP_404")).isEqualTo(before + 1);
    }
  }

  @Test
  void countsAndLogsItsOwnFailureOnce() {
    SignedMessages withoutKeys = NationalBench.messagesOf(Map.of());
    try (NationalBench failing =
            new NationalBench(TestDatabase.open(), BrokerSettings.defaults(), withoutKeys);
        CapturedLog log = CapturedLog.open()) {
      HttpResponse<String> response = failing.deliver(inquiry());

      assertThat(response.statusCode()).isEqualTo(500);
      assertThat(NationalBench.refusalIn(response.body())).contains("FAULT");
      assertThat(failing.refused(Refusal.FAULT)).isEqualTo(1);
      log.tells("national door failed FAULT for urn:renkei:agency:", List.of(Composer.PERSON_CODE));
      assertThat(log.lines().stream().filter(line -> line.contains("FAULT"))).hasSize(1);
    }
  }

  @Test
  void refusesDeepWideAndOvergrownDocuments() {
    String deep = "<a>".repeat(100) + "</a>".repeat(100);
    String wide = "<a " + attributes(100) + "/>";
    String many = "<a>" + "<b/>".repeat(NationalContract.MESSAGE.maxElements()) + "</a>";

    for (String document : List.of(deep, wide, many)) {
      bench.refuses(Refusal.MALFORMED_XML, () -> bench.post(document.getBytes(UTF_8)));
    }
  }

  private static String attributes(int count) {
    StringBuilder attributes = new StringBuilder();
    for (int i = 0; i < count; i++) {
      attributes.append("x").append(i).append("='1' ");
    }
    return attributes.toString();
  }

  static Stream<String> notSoap() {
    String payload = new String(genuine(), UTF_8);
    return Stream.of(
        envelope("<s:Body/>"),
        envelope("<s:Body>" + payload + payload + "</s:Body>"),
        envelope("<s:Body>text" + payload + "</s:Body>"),
        envelope("<s:Body>" + payload + "</s:Body><s:Body>" + payload + "</s:Body>"),
        withHeader("<x xmlns='urn:x' s:mustUnderstand='yes'/>"));
  }

  private static String withHeader(String blocks) {
    return envelope(
        "<s:Header>" + blocks + "</s:Header><s:Body>" + new String(genuine(), UTF_8) + "</s:Body>");
  }

  private static HttpResponse<String> posted(String body) {
    return bench.post(body.getBytes(UTF_8));
  }

  /** As .NET, Metro and CXF send them (WS-Addressing 1.0, SOAP binding). */
  private static final String ADDRESSING =
      "<a:Action xmlns:a='http://www.w3.org/2005/08/addressing' s:mustUnderstand='1'>x</a:Action>"
          + "<a:MessageID xmlns:a='http://www.w3.org/2005/08/addressing'>urn:x</a:MessageID>"
          + "<a:To xmlns:a='http://www.w3.org/2005/08/addressing' s:mustUnderstand=' true '>y</a:To>";

  @Test
  void namesEveryHeaderBlockThatMustBeUnderstoodAndIsNot() {
    bench.refuses(Refusal.NOT_UNDERSTOOD, () -> posted(withHeader(ADDRESSING)));

    assertThat(posted(withHeader(ADDRESSING)).body())
        .contains(
            "<s:Value>s:MustUnderstand</s:Value>",
            "<s:NotUnderstood qname=\"b:Action\""
                + " xmlns:b=\"http://www.w3.org/2005/08/addressing\"/>",
            "qname=\"b:To\"")
        .doesNotContain("MessageID");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<x xmlns='urn:x?a=1&amp;b=&lt;&quot;' s:mustUnderstand='1'/>",
        "<x s:mustUnderstand='1'/>",
        "<x xmlns='urn:x' s:mustUnderstand='1'"
            + " s:role='http://www.w3.org/2003/05/soap-envelope/role/next'/>"
      })
  void namesWhateverBlockItIsInAWellFormedFault(String block) {
    bench.refuses(Refusal.NOT_UNDERSTOOD, () -> posted(withHeader(block)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<x xmlns='urn:x'/>",
        "<x xmlns='urn:x' s:mustUnderstand='0'/>",
        "<x xmlns='urn:x' s:mustUnderstand='1' s:role='urn:another-node'/>",
        "<x xmlns='urn:x' s:mustUnderstand='1'"
            + " s:role='http://www.w3.org/2003/05/soap-envelope/role/none'/>"
      })
  void passesOverBlocksThatNeedNotBeUnderstoodHere(String block) {
    assertThat(posted(withHeader(block)).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://schemas.xmlsoap.org/soap/envelope/", "urn:another"})
  void saysWhichVersionItTakesToAnother(String version) {
    String body = withHeader("").replace(SoapEnvelope.NAMESPACE, version);

    bench.refuses(Refusal.VERSION_MISMATCH, () -> posted(body));
    assertThat(posted(body).body())
        .contains("<s:Value>s:VersionMismatch</s:Value>", "<s:SupportedEnvelope qname=");
  }

  @Test
  void namesTheElementThatHasAnotherForm() {
    Element list = bench.composer.permissions(KITA_AGENCY, TestDatabase.nextListVersion());
    byte[] message = Composer.signed(core(), Composer.set(list, "ValidTo", "2026年11月1日"));

    bench.refuses(Refusal.MALFORMED_MESSAGE, List.of("2026年"), () -> bench.deliver(message));

    assertThat(bench.deliver(message).body())
        .contains(
            "<n:Element>PermissionListManifest/ValidTo</n:Element>",
            "<n:Expected>be a day, such as 2026-11-01 or 2026-11-01+09:00</n:Expected>",
            "xml:lang=\"ja\"");
  }

  private static String envelope(String inside) {
    return "<s:Envelope xmlns:s='" + SoapEnvelope.NAMESPACE + "'>" + inside + "</s:Envelope>";
  }

  @ParameterizedTest
  @MethodSource
  void notSoap(String body) {
    bench.refuses(Refusal.NOT_SOAP, () -> bench.post(body.getBytes(UTF_8)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<n:Inquiry xmlns:n='urn:renkei:national:2' Id='a'/>",
        "<n:Receipt xmlns:n='urn:renkei:national:2' Id='a'/>",
        "<n:Unheard xmlns:n='urn:renkei:national:2' Id='a'/>"
      })
  void refusesKindsItDoesNotTakeAndSaysWhichItDoes(String payload) {
    bench.refuses(Refusal.KIND_NOT_SPOKEN, () -> bench.deliver(payload.getBytes(UTF_8)));

    assertThat(bench.deliver(payload.getBytes(UTF_8)).body())
        .contains("<n:Version>2.0</n:Version>", "<n:Kind>PermittedInquiry</n:Kind>")
        .doesNotContain("<n:Kind>Inquiry</n:Kind>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<n:PermittedInquiry xmlns:n='urn:renkei:national:1' Id='a'/>",
        "<n:PermittedInquiry xmlns:n='urn:renkei:national:3' Id='a'/>",
        "<n:PermittedInquiry xmlns:n='urn:renkei:national:' Id='a'/>"
      })
  void refusesOtherVersionsOfTheContractAndSaysWhichItSpeaks(String payload) {
    bench.refuses(Refusal.VERSION_NOT_SPOKEN, () -> bench.deliver(payload.getBytes(UTF_8)));

    assertThat(bench.deliver(payload.getBytes(UTF_8)).body())
        .contains("<n:Speaks><n:Version>2.0</n:Version><n:Exchanges>20</n:Exchanges>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<Decision Id='a'/>",
        "<n:Decision xmlns:n='urn:renkei:nation' Id='a'/>",
        "<n:Decision xmlns:n='urn:x' Id='a'/>"
      })
  void refusesMessagesItDoesNotTake(String payload) {
    bench.refuses(Refusal.UNKNOWN_MESSAGE, () -> bench.deliver(payload.getBytes(UTF_8)));
  }

  @Test
  void refusesOtherMethodsAndMediaTypes() {
    byte[] message = SoapEnvelope.around(genuine());

    bench.refuses(
        Refusal.NOT_A_MESSAGE, () -> bench.core().send("POST", "/national", "text/xml", message));
    bench.refuses(
        Refusal.METHOD_NOT_ALLOWED,
        () -> bench.core().send("PUT", "/national", "application/soap+xml", message));
    bench.refuses(
        Refusal.METHOD_NOT_ALLOWED, () -> bench.core().send("GET", "/national", "", new byte[0]));
    bench.refuses(
        Refusal.NOT_A_MESSAGE,
        () ->
            bench
                .core()
                .send(
                    HttpRequest.newBuilder(bench.core().at("/national"))
                        .header("Content-Type", "application/soap+xml")
                        .header("Content-Encoding", "gzip")
                        .POST(BodyPublishers.ofByteArray(message))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"foo", "\"", "utf-16", "utf-8;charset=shift_jis"})
  void refusesCharacterSetsOtherThanUtf8ByAFault(String charset) {
    byte[] message = SoapEnvelope.around(genuine());

    bench.refuses(
        Refusal.NOT_A_MESSAGE,
        () ->
            bench
                .core()
                .send("POST", "/national", "application/soap+xml;charset=" + charset, message));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "fffffffffffffffff"})
  void doesNotTellTheSenderOfAMalformedChunkToSendItAgain(String size) throws Exception {
    try (RawCaller caller = new RawCaller(PARTIES.tls(core()), bench.door.port())) {
      RawCaller.Answer answer =
          caller.ask(
              "POST /national HTTP/1.1\r\nHost: x\r\nContent-Type: application/soap+xml\r\n"
                  + "Transfer-Encoding: chunked\r\n\r\n"
                  + size
                  + "\r\n");

      assertThat(answer.status()).as(answer.body()).isEqualTo(400);
      assertThat(NationalBench.refusalIn(answer.body())).contains("MALFORMED_BODY");
      assertThat(answer.body()).contains("s:Sender").doesNotContain("again");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TRACE", "OPTIONS", "DELETE"})
  void saysWithEach405WhatIsAllowed(String method) throws Exception {
    try (RawCaller caller = new RawCaller(PARTIES.tls(core()), bench.door.port())) {
      RawCaller.Answer answer = caller.ask(method + " /national HTTP/1.1\r\nHost: x\r\n\r\n");

      assertThat(answer.status()).isEqualTo(405);
      assertThat(answer.header("Allow")).contains("GET, HEAD, POST");
      assertThat(NationalBench.refusalIn(answer.body())).contains("METHOD_NOT_ALLOWED");
      assertThat(answer.header("Strict-Transport-Security")).isPresent();
      assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
      assertThat(answer.header("Cache-Control")).contains("no-store");
    }
  }

  // Who calls, and who signed.

  @Test
  void refusesCallersThatHaveNothingToSend() {
    byte[] message = genuine();

    for (SigningIdentity caller :
        List.of(PARTIES.agency(PORTAL), PARTIES.backend(KITA), PARTIES.agency(KITA_AGENCY))) {
      bench.refuses(Refusal.CALLER_NOT_ALLOWED, () -> bench.deliverAs(caller, message));
    }
  }

  @Test
  void doesNotEvenTalkToStrangers() {
    SigningIdentity stranger = Parties.strangers().agency(CORE);

    assertThatThrownBy(() -> bench.deliverAs(stranger, genuine()))
        .hasCauseInstanceOf(IOException.class);
  }

  @Test
  void refusesMissingBrokenAndForeignSignatures() {
    byte[] unsigned = XmlDocuments.serialize(inquiry());
    byte[] changed = new String(genuine(), UTF_8).replace("COUNTER", "ROUTINE").getBytes(UTF_8);
    byte[] otherValue =
        new String(genuine(), UTF_8)
            .replaceFirst("(<[a-z:]*SignatureValue[^>]*>)[A-Za-z0-9+/]{8}", "$1AAAAAAAA")
            .getBytes(UTF_8);
    byte[] byStranger = Composer.signed(Parties.strangers().agency(CORE), inquiry());

    for (byte[] message : List.of(unsigned, changed, otherValue, byStranger)) {
      bench.refuses(Refusal.SIGNATURE_INVALID, () -> bench.deliver(message));
    }
  }

  /** Signature wrapping: a genuine signature beside, around or under another element. */
  static Stream<String> wrapped() {
    String original = new String(genuine(), UTF_8);
    String forged = new String(XmlDocuments.serialize(inquiry()), UTF_8);
    String signature =
        original.substring(original.indexOf("<ds:Signature"), original.lastIndexOf("</n:"));
    String end = "</n:PermittedInquiry>";
    String forgedOpen = forged.substring(0, forged.length() - end.length());
    String id = original.replaceFirst("(?s).*? Id=\"([^\"]+)\".*", "$1");
    String sameId = forgedOpen.replaceFirst(" Id=\"[^\"]+\"", " Id=\"" + id + "\"");
    assertThat(signature).contains("SignatureValue");

    return Stream.of(
        envelope("<s:Body>" + forgedOpen + signature + end + "</s:Body>"),
        envelope("<s:Body>" + sameId + signature + end + "</s:Body>"),
        envelope(
            "<s:Header>"
                + original
                + "</s:Header><s:Body>"
                + forgedOpen
                + signature
                + end
                + "</s:Body>"),
        envelope(
            "<s:Header>"
                + original
                + "</s:Header><s:Body>"
                + sameId
                + signature
                + end
                + "</s:Body>"),
        envelope("<s:Body>" + forgedOpen + original + signature + end + "</s:Body>"),
        envelope(
            "<s:Body>"
                + forgedOpen
                + signature.replace(
                    "</ds:Signature>", "<ds:Object>" + original + "</ds:Object></ds:Signature>")
                + end
                + "</s:Body>"),
        envelope("<s:Body>" + forgedOpen + "<x>" + original + "</x>" + end + "</s:Body>"));
  }

  @ParameterizedTest
  @MethodSource("wrapped")
  void refusesAValidSignatureOverAnotherElement(String body) {
    bench.refuses(Refusal.SIGNATURE_INVALID, () -> bench.post(body.getBytes(UTF_8)));
  }

  @Test
  void refusesASignerWhoIsNotTheSender() {
    for (AgencyCode signer : List.of(PENSION, NATIONAL, MINAMI_AGENCY)) {
      bench.refuses(
          Refusal.SENDER_NOT_SIGNER,
          () -> bench.deliver(Composer.signed(PARTIES.agency(signer), inquiry())));
    }
    bench.refuses(
        Refusal.SENDER_NOT_SIGNER,
        () -> bench.deliver(Composer.signed(PARTIES.platform(), inquiry())));
  }

  @Test
  void refusesWhatASenderMayNotSend() {
    for (Element message :
        List.of(
            inquiry(),
            bench.composer.granted(KITA_AGENCY, MINAMI_AGENCY),
            bench.composer.codes(KITA_AGENCY, List.of("ABCDEFGHIJKLMNOPQRSTUVWXYZ")),
            bench.composer.permissions(KITA_AGENCY, 99_000_000),
            bench.composer.permissionPart(KITA_AGENCY, 99_000_000))) {
      Composer.set(message, "Sender", NATIONAL.value());
      bench.refuses(
          Refusal.SENDER_NOT_ALLOWED,
          () -> bench.deliver(Composer.signed(PARTIES.agency(NATIONAL), message)));
    }
    for (AgencyCode sender : List.of(CORE, PORTAL)) {
      bench.refuses(
          Refusal.SENDER_NOT_ALLOWED,
          () ->
              bench.deliver(
                  Composer.signed(
                      PARTIES.agency(sender), bench.composer.noRecord(sender, KITA_AGENCY))));
    }
  }

  // To whom, and when.

  @Test
  void putsOffMessagesToAReceiverWhoseKeysCannotBeUsed() {
    bench.faults.put(
        Parties.KITA,
        new KeyFault(KeyFault.Kind.CERTIFICATE_ENDED, "ended", Optional.of(Instant.EPOCH)));
    try {
      bench.refuses(
          Refusal.UNAVAILABLE,
          () -> bench.deliver(bench.composer.refused(KITA_AGENCY, "NO_PERMISSION")));
    } finally {
      bench.faults.clear();
    }
  }

  @Test
  void refusesReceiversWhoAreNotHere() {
    for (AgencyCode receiver : List.of(NATIONAL, new AgencyCode("9099009900000000"))) {
      bench.refuses(
          Refusal.UNKNOWN_RECEIVER,
          () -> bench.deliver(bench.composer.refused(receiver, "NO_PERMISSION")));
    }
  }

  @Test
  void refusesMessagesOutsideTheirLife() {
    Instant now = bench.clock.instant();

    refusesTimes(Refusal.EXPIRED, now.minusSeconds(600), now);
    refusesTimes(Refusal.EXPIRED, now, now.minusSeconds(600));
    refusesTimes(
        Refusal.NOT_PLAUSIBLE,
        now.plus(NationalContract.SKEW).plusSeconds(30),
        now.plus(Duration.ofHours(1)));
    refusesTimes(Refusal.NOT_PLAUSIBLE, now, now.plus(NationalContract.LIFE).plusSeconds(1));
    refusesTimes(
        Refusal.NOT_PLAUSIBLE, now.plus(Duration.ofDays(3650)), now.plus(Duration.ofDays(3651)));
  }

  private static void refusesTimes(Refusal refusal, Instant sentAt, Instant expiresAt) {
    Element message = inquiry();
    Composer.set(message, "SentAt", sentAt.toString());
    Composer.set(message, "ExpiresAt", expiresAt.toString());
    bench.refuses(refusal, () -> bench.deliver(message));
  }

  // What it says.

  static Stream<Arguments> malformed() {
    return Stream.of(
        change(
            "an unknown element",
            message -> add(message, NationalContract.NAMESPACE, "n:Surprise")),
        change("a foreign element", message -> add(message, "urn:x", "x:Permit")),
        change("a missing element", message -> remove(message, "Lane")),
        change("no header", message -> remove(message, "Header")),
        change("an element twice", message -> twice(message, "Lane")),
        change("elements in another order", NationalDoorRefusalTest::swapped),
        change("an attribute", message -> Composer.find(message, "Lane").setAttribute("a", "b")),
        change(
            "text between",
            message ->
                Composer.find(message, "Permit")
                    .appendChild(message.getOwnerDocument().createTextNode("x"))),
        change("an unknown lane", message -> Composer.set(message, "Lane", "EXPRESS")),
        change("an unknown purpose", message -> Composer.set(message, "Purpose", "CURIOSITY")),
        change("a malformed id", message -> Composer.set(message, "MessageId", "1")),
        change(
            "an upper-case id",
            message ->
                Composer.set(
                    message,
                    "MessageId",
                    UUID.randomUUID().toString().toUpperCase(java.util.Locale.ROOT))),
        change(
            "a local time",
            message -> Composer.set(message, "SentAt", "2026-06-01T00:00:00+09:00")),
        change(
            "an unknown information code", message -> Composer.set(message, "Information", "TM1")),
        change(
            "an unknown procedure code",
            message -> Composer.set(message, "Procedure", "JM00000000000001")),
        change("a malformed person code", message -> Composer.set(message, "PersonCode", "0123")),
        change("a path for a route", message -> Composer.set(message, "Route", "../core")),
        change("an address for a route", message -> Composer.set(message, "Route", "https://x")),
        change("no certificate", message -> Composer.set(message, "SealingCertificate", "AAAA")));
  }

  private static Arguments change(String name, Consumer<Element> change) {
    return Arguments.of(name, change);
  }

  private static void add(Element message, String namespace, String name) {
    message.appendChild(message.getOwnerDocument().createElementNS(namespace, name));
  }

  private static void remove(Element message, String name) {
    Element found = Composer.find(message, name);
    java.util.Objects.requireNonNull(found.getParentNode()).removeChild(found);
  }

  private static void twice(Element message, String name) {
    Element found = Composer.find(message, name);
    java.util.Objects.requireNonNull(found.getParentNode())
        .insertBefore(found.cloneNode(true), found);
  }

  private static void swapped(Element message) {
    Composer.find(message, "Exchange")
        .insertBefore(Composer.find(message, "PersonCode"), Composer.find(message, "Permit"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void malformed(String name, Consumer<Element> change) {
    Element message = inquiry();
    change.accept(message);

    bench.refuses(Refusal.MALFORMED_MESSAGE, () -> bench.deliver(message));
  }

  @Test
  void refusesAnswersWhoseContentDoesNotFitTheirOutcome() {
    for (String outcome : List.of("PROVIDED", "UNHEARD_OF")) {
      Element answer = bench.composer.noRecord(NATIONAL, KITA_AGENCY);
      Composer.set(answer, "Outcome", outcome);
      bench.refuses(
          Refusal.MALFORMED_MESSAGE,
          () -> bench.deliver(Composer.signed(PARTIES.agency(NATIONAL), answer)));
    }
  }

  @Test
  void refusesMoreCodesThanOneDeliveryCarries() {
    List<String> serialNumbers =
        Stream.generate(() -> "ABCDEFGHIJKLMNOPQRSTUVWXYZ").limit(1001).toList();

    bench.refuses(
        Refusal.MALFORMED_MESSAGE,
        () -> bench.deliver(bench.composer.codes(KITA_AGENCY, serialNumbers)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        INDIVIDUAL_NUMBER,
        RESIDENT_CODE,
        "1234-5678-9018",
        "00000000000000000000" + INDIVIDUAL_NUMBER,
        "１２３４５６７８９０１８"
      })
  void refusesForbiddenNumbersInEveryOpaqueField(String number) {
    refusesForbidden(number, inquiry(), "PersonCode", core());
    refusesForbidden(number, inquiry(), "SubjectToken", core());
    refusesForbidden(
        number, bench.composer.granted(KITA_AGENCY, MINAMI_AGENCY), "SubjectToken", core());
    refusesForbidden(
        number,
        bench.composer.noRecord(NATIONAL, KITA_AGENCY),
        "SubjectToken",
        PARTIES.agency(NATIONAL));
    List<String> one = List.of("ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    refusesForbidden(number, bench.composer.codes(KITA_AGENCY, one), "SerialNumber", core());
    refusesForbidden(number, bench.composer.codes(KITA_AGENCY, one), "PersonCode", core());
  }

  private static void refusesForbidden(
      String number, Element message, String field, SigningIdentity signer) {
    Composer.set(message, field, number);
    bench.refuses(
        Refusal.FORBIDDEN_NUMBER,
        List.of(number),
        () -> bench.deliver(Composer.signed(signer, message)));
    assertThat(
            bench
                .metrics
                .get("renkei.alarms")
                .tags("door", "national", "reason", "FORBIDDEN_NUMBER")
                .counter()
                .count())
        .isPositive();
  }

  static Stream<Arguments> mismatched() {
    return Stream.of(
        change(
            "another provider",
            message -> Composer.set(message, "Provider", MINAMI_AGENCY.value())),
        change(
            "another inquirer than the seal's",
            message -> Composer.set(message, "Inquirer", NATIONAL.value())),
        change(
            "an unknown inquirer",
            message -> Composer.set(message, "Inquirer", "9000000000000099")),
        change(
            "expired", message -> setLast(message, "ExpiresAt", bench.clock.instant().toString())));
  }

  private static void setLast(Element message, String name, String text) {
    Composer.set(Composer.find(message, "Permit"), name, text);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void mismatched(String name, Consumer<Element> change) {
    Element message = inquiry();
    change.accept(message);

    bench.refuses(Refusal.PERMIT_MISMATCH, () -> bench.deliver(message));
  }

  static Stream<Arguments> implausible() {
    return Stream.of(
        change("for 40 days", message -> ending(message, Duration.ofDays(40))),
        change("for a hundred years", message -> ending(message, Duration.ofDays(36_525))),
        change(
            "a second longer than a message",
            message -> ending(message, NationalContract.LIFE.plusSeconds(1))),
        change(
            "for as long as a message, but from a while ahead",
            message -> {
              setLast(message, "IssuedAt", from(Duration.ofMinutes(2)));
              ending(message, NationalContract.LIFE.plusMinutes(2));
            }),
        change(
            "issued after its end",
            message -> {
              setLast(message, "IssuedAt", from(Duration.ofMinutes(3)));
              setLast(message, "ExpiresAt", from(Duration.ofMinutes(2)));
            }),
        change(
            "issued in the future",
            message -> setLast(message, "IssuedAt", from(Duration.ofHours(1)))));
  }

  private static void ending(Element message, Duration fromNow) {
    setLast(message, "ExpiresAt", from(fromNow));
  }

  private static String from(Duration fromNow) {
    return bench.clock.instant().plus(fromNow).toString();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("implausible")
  void refusesAPermitThatCouldNotBeAnsweredInItsLife(String name, Consumer<Element> change) {
    Element message = inquiry();
    change.accept(message);

    bench.refuses(Refusal.PERMIT_NOT_PLAUSIBLE, () -> bench.deliver(message));
  }

  @Test
  void refusesAPermitWhoseRouteLeadsNowhere() {
    Element message = inquiry();
    setLast(message, "Route", "elsewhere");

    bench.refuses(Refusal.UNKNOWN_ROUTE, () -> bench.deliver(message));
  }

  @Test
  void refusesAYearZeroThatTheDatabaseDoesNotKnow() {
    Element list = bench.composer.permissions(KITA_AGENCY, TestDatabase.nextListVersion());
    Composer.set(list, "ValidFrom", "0000-01-01");

    bench.refuses(Refusal.MALFORMED_MESSAGE, () -> bench.deliver(list));
  }

  @Test
  void refusesAListThatIsNotNewerAndOneThatContradictsItself() {
    long version = TestDatabase.nextListVersion();
    bench.receipt(bench.deliver(bench.composer.permissions(KITA_AGENCY, version)));
    bench.receipt(bench.deliver(bench.composer.permissionPart(KITA_AGENCY, version)));
    double alarms = bench.alarms(Refusal.LIST_NOT_NEWER) + bench.alarms(Refusal.LIST_CONTRADICTS);

    bench.refuses(
        Refusal.LIST_NOT_NEWER,
        () -> bench.deliver(bench.composer.permissions(KITA_AGENCY, version - 1)));
    Element other = bench.composer.permissions(KITA_AGENCY, version);
    Composer.set(other, "ValidTo", "2031-05-31");
    bench.refuses(Refusal.LIST_CONTRADICTS, () -> bench.deliver(other));

    assertThat(bench.alarms(Refusal.LIST_NOT_NEWER) + bench.alarms(Refusal.LIST_CONTRADICTS))
        .isEqualTo(alarms + 2);
    bench.receipt(bench.deliver(bench.composer.permissions(KITA_AGENCY, version)));
    bench.receipt(bench.deliver(bench.composer.permissionPart(KITA_AGENCY, version)));
  }

  /** By name, and the list before stays in force; what each asks for is tested in codebook. */
  @Test
  void refusesListsThatMustNotCountByTheirNames() {
    long version = TestDatabase.nextListVersion();
    PermissionList one =
        DeliveredList.oneRow(
            version,
            AgencyKind.MUNICIPALITY,
            AgencyKind.MUNICIPALITY,
            DeliveredList.matter(new InformationCode("TM00000000000101")));
    PermissionRow row = one.rows().getFirst();
    PermissionRow against =
        new PermissionRow(
            new PermissionRowId("R-2"),
            row.inquirers(),
            row.providers(),
            row.purpose(),
            row.matter(),
            new PermissionRow.Terms(
                "", new ConsentRule.NotNeeded(), DelegationRule.BOTH, Validity.ALWAYS));
    BodyClass lost =
        new BodyClass(
            row.inquirers(),
            "区分",
            "Class",
            Set.of(new BodyClass.Member.Body(new AgencyCode("9099009900000000"))));

    bench.refuses(
        Refusal.LIST_PART_UNKNOWN,
        () -> bench.deliver(bench.composer.permissionPart(KITA_AGENCY, version)));
    bench.refuses(
        Refusal.LIST_UNKNOWN_BODY, () -> bench.deliver(manifest(one, List.of(lost), one.rows())));
    bench.receipt(bench.deliver(manifest(one, one.classes(), List.of(row, against))));
    bench.refuses(
        Refusal.LIST_ROWS_CONTRADICT, () -> bench.deliver(part(one, List.of(row, against))));
    bench.refuses(Refusal.LIST_CONTRADICTS, () -> bench.deliver(part(one, List.of(row))));
    Element cut = part(one, List.of(row, against));
    Composer.set(cut, "Content", "AAAA");
    bench.refuses(Refusal.LIST_MALFORMED, () -> bench.deliver(cut));
    Element more = manifest(one, one.classes(), one.rows());
    Composer.set(more, "Rows", "2");
    Composer.set(more, "ListVersion", Long.toString(TestDatabase.nextListVersion()));
    bench.refuses(Refusal.LIST_ROWS_MISSING, () -> bench.deliver(more));
  }

  private Element manifest(PermissionList like, List<BodyClass> classes, List<PermissionRow> rows) {
    return bench.composer.manifest(KITA_AGENCY, delivered(like, classes, rows).manifest());
  }

  private Element part(PermissionList like, List<PermissionRow> rows) {
    return bench.composer.part(
        KITA_AGENCY, delivered(like, like.classes(), rows).parts().getFirst());
  }

  private static DeliveredList delivered(
      PermissionList like, List<BodyClass> classes, List<PermissionRow> rows) {
    return DeliveredList.of(new PermissionList(like.version(), like.validity(), classes, rows), 10);
  }

  @Test
  void sealsToNoKeyThatOnlyTheCoreVouchesFor() {
    Element message =
        bench.composer.permittedInquiry(
            PENSION, KITA_AGENCY, Parties.strangers().agency(PENSION).chain());

    bench.refuses(Refusal.PERMIT_MISMATCH, () -> bench.deliver(message));
  }

  @Test
  void refusesMoreThanFourSealingCertificates() {
    List<X509Certificate> five = Collections.nCopies(5, PARTIES.agency(PENSION).certificate());

    bench.refuses(
        Refusal.MALFORMED_MESSAGE,
        () -> bench.deliver(bench.composer.permittedInquiry(PENSION, KITA_AGENCY, five)));
  }

  @Test
  void refusesDecisionsWhosePermitIsForOthers() {
    Element otherInquiry = bench.composer.granted(KITA_AGENCY, MINAMI_AGENCY);
    Composer.set(otherInquiry, "InquiryId", UUID.randomUUID().toString());
    Element otherInquirer = bench.composer.granted(KITA_AGENCY, MINAMI_AGENCY);
    Composer.set(otherInquirer, "Inquirer", PENSION.value());

    bench.refuses(Refusal.PERMIT_MISMATCH, () -> bench.deliver(otherInquiry));
    bench.refuses(Refusal.PERMIT_MISMATCH, () -> bench.deliver(otherInquirer));
  }

  @Test
  void refusesOtherContentUnderAUsedId() {
    Element first = inquiry();
    Element second = inquiry();
    Composer.set(second, "MessageId", Composer.find(first, "MessageId").getTextContent());
    byte[] sent = Composer.signed(core(), first);
    HttpResponse<String> receipt = bench.deliver(sent);

    bench.refuses(Refusal.MESSAGE_ID_REUSED, () -> bench.deliver(second));

    assertThat(bench.deliver(sent).body()).isEqualTo(receipt.body());
  }
}
