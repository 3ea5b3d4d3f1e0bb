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

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
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
import renkei.codebook.Edition;
import renkei.codebook.Exchange;
import renkei.codebook.ExchangeId;
import renkei.codebook.InformationCode;
import renkei.codebook.InquiryId;
import renkei.codebook.ItemChoice;
import renkei.codebook.ItemCode;
import renkei.codebook.Lane;
import renkei.codebook.Matter;
import renkei.codebook.MessageId;
import renkei.codebook.Outcome;
import renkei.codebook.PermitId;
import renkei.codebook.PersonCode;
import renkei.codebook.ProcedureCode;
import renkei.codebook.Purpose;
import renkei.codebook.Reason;
import renkei.codebook.SubjectToken;
import renkei.codebook.TenantId;
import renkei.gateway.testing.Parties;
import renkei.signing.AlgorithmTable;
import renkei.signing.trust.CertificateNames;
import renkei.signing.xml.Parsing;
import renkei.signing.xml.Verification;
import renkei.signing.xml.XmlDocuments;

class SignedMessagesTest {

  private static final Parties PARTIES = Parties.shared();
  private static final NationalSchema SCHEMA = new NationalSchema();
  private static final Ending FAILED = Ending.failed(new Reason("NOT_ANSWERABLE"), false);
  private final Instant now = Clock.systemUTC().instant();

  private final SignedMessages messages =
      new SignedMessages(PARTIES.tenants(), AlgorithmTable.standard(), Clock.systemUTC());
  private final Composer composer = new Composer(Clock.systemUTC());

  private Permit permit() {
    InquiryId inquiry = new InquiryId(UUID.randomUUID());
    return new Permit(
        new PermitId(UUID.randomUUID()),
        ExchangeId.onlyOneOf(inquiry),
        inquiry,
        Purpose.LINKAGE,
        Lane.COUNTER,
        KITA_AGENCY,
        MINAMI_AGENCY,
        matter("JT00000000000011", "TM00000000000101"),
        new SubjectToken(Composer.TOKEN),
        "platform",
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
        Lane.ROUTINE,
        List.of(
            new InquiryToSend.Asked(
                ExchangeId.onlyOneOf(inquiry),
                NATIONAL,
                new PersonCode(KITA_AGENCY, Composer.PERSON_CODE),
                matter("JT00000000000013", "TM00000000000301"))));
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

  private static Answer.Provided content() {
    ContentXml content =
        new ContentXml.Items(
            List.of(
                new ContentXml.Item(new ItemCode("TK00000000000001"), "𠮷野家 <&>\"' 葛󠄀城"),
                new ContentXml.Item(new ItemCode("TK00000000000002"), "")));
    return new Answer.Provided(
        content.write(), LocalDate.of(2026, 6, 1), new Edition("2026-06"), 7);
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
    assertThat(asked.permit().exchange()).isEqualTo(ExchangeId.onlyOneOf(asked.permit().inquiry()));
    assertThat(asked.permit().inquirer()).isEqualTo(PENSION);
    assertThat(asked.permit().lane()).isEqualTo(Lane.COUNTER);
    assertThat(asked.permit().route()).isEqualTo("agencies");
    assertThat(asked.permit().id().toString())
        .isEqualTo(Composer.find(message, "PermitId").getTextContent());
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

  /** About the one exchange there is, which has its inquiry's id. */
  private static Decision.Verdict verdict(Decision decision) {
    assertThat(decision.exchanges())
        .extracting(Decision.Decided::exchange)
        .containsExactly(ExchangeId.onlyOneOf(decision.inquiry()));
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
              assertThat(opened.provided().asOf()).isEqualTo(LocalDate.of(2026, 6, 1));
              assertThat(opened.provided().edition()).isEqualTo(new Edition("2026-06"));
              assertThat(opened.provided().version()).isEqualTo(7);
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
            "<Content xmlns='urn:renkei:national:1'/>".getBytes(UTF_8),
            history().write())) {
      Answer.Provided rubbish =
          new Answer.Provided(content, LocalDate.of(2026, 6, 1), new Edition("2026-06"), 1);
      byte[] verified = verified(messages.answer(answer(permit(), rubbish)), MINAMI_AGENCY.value());

      assertThat(opened(KITA, readAnswer(verified))).isInstanceOf(SealedContent.Unopened.class);
    }
  }

  @Test
  void readsBackTheContentItWrites() {
    assertThat(ContentXml.read(content().content()))
        .contains(
            new ContentXml.Items(
                List.of(
                    new ContentXml.Item(new ItemCode("TK00000000000001"), "𠮷野家 <&>\"' 葛󠄀城"),
                    new ContentXml.Item(new ItemCode("TK00000000000002"), ""))));
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
        permit,
        Exchange.Role.PROVIDER,
        PENSION,
        KITA_AGENCY,
        Purpose.LINKAGE,
        new ProcedureCode("JT00000000000012"),
        new InformationCode("TM00000000000201"),
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
