package renkei.gateway.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static renkei.gateway.testing.Parties.CORE;
import static renkei.gateway.testing.Parties.KITA;
import static renkei.gateway.testing.Parties.KITA_AGENCY;
import static renkei.gateway.testing.Parties.MINAMI;
import static renkei.gateway.testing.Parties.MINAMI_AGENCY;
import static renkei.gateway.testing.Parties.NATIONAL;
import static renkei.gateway.testing.Parties.PENSION;

import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.w3c.dom.Element;
import renkei.broker.message.Answer;
import renkei.broker.message.AnswerReceived;
import renkei.broker.message.AnswerToSend;
import renkei.broker.message.Decision;
import renkei.broker.message.Ending;
import renkei.broker.message.Envelope;
import renkei.broker.message.Incoming;
import renkei.broker.message.InquiryToSend;
import renkei.broker.message.MessageKind;
import renkei.broker.message.Permit;
import renkei.broker.message.PermittedInquiry;
import renkei.broker.message.SealedContent;
import renkei.codebook.AffairCode;
import renkei.codebook.Condition;
import renkei.codebook.Edition;
import renkei.codebook.Environment;
import renkei.codebook.Exchange;
import renkei.codebook.ExchangeId;
import renkei.codebook.Handling;
import renkei.codebook.InformationCode;
import renkei.codebook.InquiryId;
import renkei.codebook.ItemChoice;
import renkei.codebook.ItemCode;
import renkei.codebook.Lane;
import renkei.codebook.Matter;
import renkei.codebook.MessageId;
import renkei.codebook.Outcome;
import renkei.codebook.PermissionRowId;
import renkei.codebook.PermitId;
import renkei.codebook.PersonCode;
import renkei.codebook.ProcedureCode;
import renkei.codebook.Purpose;
import renkei.codebook.Reason;
import renkei.codebook.RecordKey;
import renkei.codebook.SubjectToken;
import renkei.codebook.TenantId;
import renkei.codebook.Terms;
import renkei.gateway.testing.Parties;
import renkei.signing.AlgorithmTable;
import renkei.signing.trust.CertificateNames;
import renkei.signing.xml.Parsing;
import renkei.signing.xml.Verification;
import renkei.signing.xml.XmlDocuments;
import renkei.tenantstore.layout.Absence;
import renkei.tenantstore.layout.GroupCode;
import renkei.tenantstore.layout.GroupValue;
import renkei.tenantstore.layout.ItemValue;
import renkei.tenantstore.layout.RecordContent;

class SignedMessagesTest {

  private static final Parties PARTIES = Parties.shared();
  private static final NationalSchema SCHEMA = new NationalSchema();
  private static final Ending FAILED = Ending.failed(new Reason("NOT_ANSWERABLE"), false);
  private final Instant now = Clock.systemUTC().instant();

  private final SignedMessages messages =
      new SignedMessages(
          Environment.TEST, PARTIES.tenants(), AlgorithmTable.standard(), Clock.systemUTC());
  private final Composer composer = new Composer(Clock.systemUTC());

  private Permit permit() {
    InquiryId inquiry = new InquiryId(UUID.randomUUID());
    return new Permit(
        new PermitId(UUID.randomUUID()),
        new ExchangeId(UUID.randomUUID()),
        inquiry,
        Purpose.LINKAGE,
        Handling.askedFor(Lane.COUNTER),
        KITA_AGENCY,
        MINAMI_AGENCY,
        matter("JT00000000000011", "TM00000000000101"),
        Terms.PLAIN,
        Optional.of(new Permit.Grounds(new PermissionRowId("R-1"), 1)),
        new SubjectToken(Composer.TOKEN),
        "platform",
        now,
        now,
        now.plusSeconds(600));
  }

  private static Matter matter(String procedure, String information) {
    return new Matter(
        new AffairCode("JM00000000000001"),
        new ProcedureCode(procedure),
        new InformationCode(information),
        new ItemChoice.All());
  }

  private InquiryToSend inquiry() {
    InquiryId inquiry = new InquiryId(UUID.randomUUID());
    return new InquiryToSend(
        KITA,
        new MessageId(UUID.randomUUID()),
        KITA_AGENCY,
        CORE,
        now,
        now.plusSeconds(600),
        inquiry,
        Purpose.LINKAGE,
        Handling.askedFor(Lane.ROUTINE),
        List.of(
            new InquiryToSend.Asked(
                new ExchangeId(UUID.randomUUID()),
                NATIONAL,
                new PersonCode(KITA_AGENCY, Composer.PERSON_CODE),
                matter("JT00000000000013", "TM00000000000301"),
                Terms.PLAIN)));
  }

  private AnswerToSend answer(Permit permit, Answer.Provided provided) {
    return answer(permit, new AnswerToSend.WithContent(provided));
  }

  private AnswerToSend answer(Permit permit, Ending ending) {
    return answer(permit, new AnswerToSend.WithoutContent(ending));
  }

  private AnswerToSend answer(Permit permit, AnswerToSend.Body body) {
    return new AnswerToSend(
        MINAMI,
        new MessageId(UUID.randomUUID()),
        MINAMI_AGENCY,
        KITA_AGENCY,
        now,
        now.plusSeconds(600),
        permit.inquiry(),
        PARTIES.agency(KITA_AGENCY).certificate(),
        List.of(new AnswerToSend.Answering(permit, body)));
  }

  private static ContentXml.Records records() {
    return new ContentXml.Records(
        List.of(
            record("2025", 3, RecordContent.EMPTY),
            record(
                "2026",
                7,
                new RecordContent(
                    List.of(
                        new ItemValue(
                            new ItemCode("TK00000000000001"),
                            "𠮷野家 <&>\"' 葛󠄀城",
                            Optional.of("吉野家"),
                            Optional.empty()),
                        ItemValue.absent(new ItemCode("TK00000000000002"), Absence.NOT_DECLARED)),
                    List.of(group(group()))))));
  }

  private static GroupValue group(GroupValue... inside) {
    return new GroupValue(
        new GroupCode("TG0000000000000" + (1 + inside.length)),
        new RecordContent(
            List.of(new ItemValue(new ItemCode("TK00000000000003"), "1")), List.of(inside)));
  }

  private static ContentXml.OneRecord record(String year, long version, RecordContent content) {
    return new ContentXml.OneRecord(
        new RecordKey(year),
        Optional.of(LocalDate.parse(year + "-04-01")),
        Optional.empty(),
        LocalDate.of(2026, 6, 1),
        version,
        content);
  }

  private static Answer.Provided content() {
    return provided(records().write());
  }

  private static Answer.Provided provided(byte[] content) {
    return new Answer.Provided(
        content, Optional.of(new Exchange.Given(new Edition("2026-06"), records().told())));
  }

  private static Element parsed(byte[] xml) {
    Parsing parsing = XmlDocuments.parse(xml, NationalContract.MESSAGE);
    assertThat(parsing).isInstanceOf(Parsing.Parsed.class);
    return ((Parsing.Parsed) parsing).document().getDocumentElement();
  }

  /** What the signature covers, as the door hands it to the broker. */
  private byte[] verified(byte[] xml, String signer) {
    Verification verification = PARTIES.verifier().verify(parsed(xml), now);
    assertThat(verification).isInstanceOf(Verification.Genuine.class);
    Verification.Genuine genuine = (Verification.Genuine) verification;
    assertThat(CertificateNames.uris(genuine.signer()).toString()).contains(signer);
    return XmlDocuments.serialize(genuine.content());
  }

  /** The header as the door reads it, the rest as the broker does. */
  private Incoming read(byte[] verified, MessageKind kind) {
    Header header = Header.read(ElementReader.ofRoot(parsed(verified)));
    return messages.read(header.envelope(kind), verified);
  }

  private AnswerReceived readAnswer(byte[] verified) {
    return (AnswerReceived) read(verified, MessageKind.ANSWER);
  }

  private Decision readDecision(Element message) {
    return (Decision) read(XmlDocuments.serialize(message), MessageKind.DECISION);
  }

  private static SealedContent.Opening opened(TenantId tenant, AnswerReceived answer) {
    return ((AnswerReceived.WithContent) answered(answer).body()).content().open(tenant);
  }

  @Test
  void writesWhatTheSchemaAllows() throws Exception {
    SCHEMA.validate(parsed(messages.inquiry(inquiry())));
    SCHEMA.validate(
        parsed(
            messages.answer(
                answer(
                    permit(), Ending.of(Outcome.WITHHELD, Optional.of(new Reason("BY_STAFF")))))));
    SCHEMA.validate(parsed(messages.answer(answer(permit(), FAILED))));
    SCHEMA.validate(parsed(messages.answer(answer(permit(), content()))));
    SCHEMA.validate(parsed(content().content()));
    SCHEMA.validate(parsed(history().write()));
    SCHEMA.validate(
        parsed(
            messages.receipt(
                KITA,
                Receipt.of(
                    new Envelope(
                        new MessageId(UUID.randomUUID()), CORE, KITA_AGENCY, MessageKind.DECISION),
                    new byte[32],
                    now))));
  }

  @Test
  void composesTheCoresMessagesInItsTestsAsTheSchemaAllows() throws Exception {
    for (Element message :
        List.of(
            composer.permittedInquiry(PENSION, KITA_AGENCY, PARTIES.agency(PENSION).chain()),
            composer.granted(KITA_AGENCY, MINAMI_AGENCY),
            composer.refused(KITA_AGENCY, "NO_PERMISSION"),
            composer.failed(KITA_AGENCY),
            composer.codes(KITA_AGENCY, List.of("ABCDEFGHIJKLMNOPQRSTUVWXYZ")),
            composer.permissions(KITA_AGENCY, 1),
            composer.permissionPart(KITA_AGENCY, 1))) {
      SCHEMA.validate(parsed(Composer.signed(PARTIES.agency(CORE), message)));
    }
  }

  @Test
  void readsPermittedInquiries() {
    Element message =
        composer.permittedInquiry(PENSION, KITA_AGENCY, PARTIES.agency(PENSION).chain());

    PermittedInquiry read =
        (PermittedInquiry) read(XmlDocuments.serialize(message), MessageKind.PERMITTED_INQUIRY);

    assertThat(read.sender()).isEqualTo(CORE);
    assertThat(read.sealingCertificate()).isEqualTo(PARTIES.agency(PENSION).certificate());
    assertThat(read.exchanges()).hasSize(1);
    PermittedInquiry.Asked asked = read.exchanges().getFirst();
    assertThat(asked.subject()).isEqualTo(new PersonCode(KITA_AGENCY, Composer.PERSON_CODE));
    assertThat(asked.permit().exchange().toString())
        .isEqualTo(Composer.find(message, "ExchangeId").getTextContent());
    assertThat(asked.permit().terms()).isEqualTo(Terms.PLAIN);
    assertThat(asked.permit().grounds())
        .contains(new Permit.Grounds(new PermissionRowId("R-000001"), 1));
    assertThat(asked.permit().inquirer()).isEqualTo(PENSION);
    assertThat(asked.permit().lane()).isEqualTo(Lane.COUNTER);
    assertThat(asked.permit().route()).isEqualTo("agencies");
    assertThat(asked.permit().id().toString())
        .isEqualTo(Composer.find(message, "PermitId").getTextContent());
  }

  /** As it came before contract 2, and waits for staff since. */
  @Test
  void readsKeptPermittedInquiriesOfContractOneAsSetsOfOne() throws Exception {
    String kept;
    try (InputStream in = SignedMessagesTest.class.getResourceAsStream("permitted-inquiry-1.xml")) {
      kept = new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
    }
    Envelope envelope =
        new Envelope(
            new MessageId(new UUID(7, 8)), CORE, MINAMI_AGENCY, MessageKind.PERMITTED_INQUIRY);

    PermittedInquiry read = (PermittedInquiry) messages.read(envelope, kept.getBytes(UTF_8));

    Permit permit = read.exchanges().getFirst().permit();
    assertThat(read.exchanges()).hasSize(1);
    assertThat(permit.inquiry().toString()).isEqualTo("25fd1e39-d1b7-94c8-9891-ed361be576b9");
    assertThat(permit.exchange()).isEqualTo(ExchangeId.onlyOneOf(permit.inquiry()));
    assertThat(permit.expiresAt()).isEqualTo("2026-11-20T11:52:03.438070917Z");
    assertThat(permit.terms()).isEqualTo(Terms.PLAIN);
    assertThat(permit.grounds()).isEmpty();
    assertThat(PartyNames.isOf(KITA_AGENCY, read.sealingCertificate())).isTrue();
  }

  @Test
  void readsNothingElseOfContractOne() {
    Envelope envelope =
        new Envelope(new MessageId(new UUID(7, 8)), CORE, KITA_AGENCY, MessageKind.DECISION);
    String before =
        new String(XmlDocuments.serialize(composer.failed(KITA_AGENCY)), UTF_8)
            .replace(NationalContract.NAMESPACE, "urn:renkei:national:1");

    assertThatThrownBy(() -> messages.read(envelope, before.getBytes(UTF_8)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void readsEveryVerdict() {
    Decision granted = readDecision(composer.granted(KITA_AGENCY, MINAMI_AGENCY));
    Decision refused = readDecision(composer.refused(KITA_AGENCY, "NO_LIST"));
    Decision failed = readDecision(composer.failed(KITA_AGENCY));

    assertThat(verdict(granted))
        .isInstanceOfSatisfying(
            Decision.Granted.class,
            verdict -> assertThat(verdict.permit().inquiry()).isEqualTo(granted.inquiry()));
    assertThat(verdict(refused)).isEqualTo(new Decision.Refused(new Reason("NO_LIST")));
    assertThat(verdict(failed)).isEqualTo(new Decision.Failed(new Reason("CORE_BROKEN"), true));
  }

  /** About the one exchange there is. */
  private static Decision.Verdict verdict(Decision decision) {
    assertThat(decision.exchanges()).hasSize(1);
    return decision.exchanges().getFirst().verdict();
  }

  @Test
  void readsOfAFailureWhetherAskingAgainHelps() {
    byte[] verified = verified(messages.answer(answer(permit(), FAILED)), MINAMI_AGENCY.value());
    String silent =
        new String(verified, UTF_8).replaceFirst("<n:AskingAgainHelps>.*</n:AskingAgainHelps>", "");
    String withAnother = new String(verified, UTF_8).replace(">FAILED<", ">NO_RECORD<");

    assertThat(answered(readAnswer(verified)).ending()).isEqualTo(FAILED);
    for (String wrong : List.of(silent, withAnother)) {
      assertThatThrownBy(() -> readAnswer(wrong.getBytes(UTF_8)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("AskingAgainHelps");
    }
  }

  private static AnswerReceived.Answered answered(AnswerReceived answer) {
    assertThat(answer.exchanges()).hasSize(1);
    return answer.exchanges().getFirst();
  }

  @Test
  void readsWhichExchangeAnAnswerBelongsTo() {
    Permit permit = permit();
    AnswerToSend sent = answer(permit, content());

    AnswerReceived received = readAnswer(verified(messages.answer(sent), MINAMI_AGENCY.value()));

    assertThat(received.message()).isEqualTo(sent.message());
    assertThat(received.sender()).isEqualTo(MINAMI_AGENCY);
    assertThat(received.inquiry()).isEqualTo(permit.inquiry());
    assertThat(answered(received).exchange()).isEqualTo(permit.exchange());
    assertThat(answered(received).permit()).isEqualTo(permit.id());
    assertThat(answered(received).subjectToken()).isEqualTo(permit.subjectToken());
    assertThat(answered(received).ending())
        .isEqualTo(Ending.of(Outcome.PROVIDED, Optional.empty()));
  }

  @Test
  void opensWhatItSealedForTheInquirer() {
    byte[] verified = verified(messages.answer(answer(permit(), content())), MINAMI_AGENCY.value());

    assertThat(opened(KITA, readAnswer(verified)))
        .isInstanceOfSatisfying(
            SealedContent.Opened.class,
            opened -> {
              assertThat(opened.provided().content()).isEqualTo(content().content());
              assertThat(opened.provided().given()).isEqualTo(content().given());
            });
  }

  @Test
  void opensNothingForAnybodyElse() {
    byte[] verified = verified(messages.answer(answer(permit(), content())), MINAMI_AGENCY.value());

    assertThat(opened(MINAMI, readAnswer(verified))).isInstanceOf(SealedContent.Unopened.class);
    assertThat(new String(verified, UTF_8)).doesNotContain("𠮷野家");
  }

  @Test
  void doesNotOpenASealLiftedIntoAnotherMessage() {
    byte[] first = verified(messages.answer(answer(permit(), content())), MINAMI_AGENCY.value());
    String lifted =
        new String(first, UTF_8).replaceFirst("(?s)(<n:MessageId>)[^<]*", "$1" + UUID.randomUUID());
    AnswerReceived received = readAnswer(lifted.getBytes(UTF_8));

    assertThat(opened(KITA, received)).isInstanceOf(SealedContent.Unopened.class);
  }

  @Test
  void doesNotTakeOtherContentThanAReplicaForAnAnswer() {
    for (byte[] content :
        List.of(
            "rubbish".getBytes(UTF_8),
            "<Content xmlns='urn:renkei:national:2'/>".getBytes(UTF_8),
            history().write())) {
      byte[] verified =
          verified(messages.answer(answer(permit(), provided(content))), MINAMI_AGENCY.value());

      assertThat(opened(KITA, readAnswer(verified))).isInstanceOf(SealedContent.Unopened.class);
    }
  }

  @Test
  void readsBackTheContentItWrites() {
    assertThat(ContentXml.read(content().content())).contains(records());
    assertThat(ContentXml.read(history().write())).contains(history());
    assertThat(ContentXml.read(new ContentXml.History(List.of(), true).write()))
        .contains(new ContentXml.History(List.of(), true));
  }

  private static ContentXml.History history() {
    return new ContentXml.History(
        List.of(line(Optional.of(new PermitId(new UUID(1, 2)))), line(Optional.empty())), false);
  }

  private static ContentXml.Line line(Optional<PermitId> permit) {
    return new ContentXml.Line(
        new InquiryId(new UUID(3, 4)),
        new ExchangeId(new UUID(5, 6)),
        permit,
        Exchange.Role.PROVIDER,
        PENSION,
        KITA_AGENCY,
        new Exchange.Asked(
            Purpose.LINKAGE,
            permit.map(_ -> new AffairCode("JM00000000000001")),
            new ProcedureCode("JT00000000000012"),
            new InformationCode("TM00000000000201")),
        permit.map(
            _ ->
                new ContentXml.Line.Choice(
                    new ItemChoice.Some(List.of(new ItemCode("TK00000000000001"))),
                    new Condition.FiscalYears(2024, 2026))),
        permit.map(_ -> new ContentXml.Line.Grounds(new PermissionRowId("R-1"), 12)),
        Outcome.REFUSED,
        Instant.parse("2026-06-01T01:02:03.004Z"));
  }

  static final List<MessageKind> KINDS =
      List.of(
          MessageKind.INQUIRY,
          MessageKind.PERMITTED_INQUIRY,
          MessageKind.DECISION,
          MessageKind.ANSWER,
          MessageKind.CODE_DELIVERY,
          MessageKind.PERMISSION_LIST_MANIFEST,
          MessageKind.PERMISSION_LIST_PART);

  @ParameterizedTest
  @FieldSource("KINDS")
  void readsNothingButTheBrokersMessages(MessageKind kind) {
    Envelope envelope = new Envelope(new MessageId(new UUID(5, 6)), CORE, KITA_AGENCY, kind);
    for (byte[] xml :
        List.of(
            "rubbish".getBytes(UTF_8),
            XmlDocuments.serialize(composer.permissions(KITA_AGENCY, 1)),
            messages.inquiry(inquiry()))) {
      assertThatThrownBy(() -> messages.read(envelope, xml))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void writesWhomItsMessagesGoTo() {
    InquiryToSend inquiry = inquiry();

    Header header = Header.read(ElementReader.ofRoot(parsed(messages.inquiry(inquiry))));

    assertThat(header.envelope(MessageKind.INQUIRY))
        .isEqualTo(new Envelope(inquiry.message(), KITA_AGENCY, CORE, MessageKind.INQUIRY));
  }
}
