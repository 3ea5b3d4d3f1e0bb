package renkei.testagencies.message;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.w3c.dom.Element;
import renkei.testagencies.message.Message.Answer;
import renkei.testagencies.message.Message.Answered;
import renkei.testagencies.message.Message.Clear;
import renkei.testagencies.message.Message.CodeDelivery;
import renkei.testagencies.message.Message.Decision;
import renkei.testagencies.message.Message.GivenRecord;
import renkei.testagencies.message.Message.Inquiry;
import renkei.testagencies.message.Message.IssuedCode;
import renkei.testagencies.message.Message.Permitted;
import renkei.testagencies.message.Message.PermittedInquiry;
import renkei.testagencies.message.Message.Provided;
import renkei.testagencies.message.Ruling.Failed;
import renkei.testagencies.message.Ruling.Granted;
import renkei.testagencies.message.Ruling.Refused;
import renkei.testagencies.vocabulary.AgencyCode;
import renkei.testagencies.vocabulary.Edition;
import renkei.testagencies.vocabulary.ExchangeId;
import renkei.testagencies.vocabulary.InquiryId;
import renkei.testagencies.vocabulary.Lane;
import renkei.testagencies.vocabulary.MessageId;
import renkei.testagencies.vocabulary.Outcome;
import renkei.testagencies.vocabulary.PermitId;
import renkei.testagencies.vocabulary.PersonCode;
import renkei.testagencies.vocabulary.Purpose;
import renkei.testagencies.vocabulary.Reason;
import renkei.testagencies.vocabulary.RouteName;
import renkei.testagencies.vocabulary.RowId;
import renkei.testagencies.vocabulary.SerialNumber;
import renkei.testagencies.vocabulary.SubjectToken;

/**
 * Reads verified elements strictly in the order national.xsd states; anything else is malformed.
 * Thread-safe.
 */
public final class MessageReader {

  private MessageReader() {}

  /** Reads a message from the element that its signature covers. */
  public static Reading read(Element verified) {
    try {
      return new Reading.Read(message(verified));
    } catch (RuntimeException | CertificateException _) {
      // Every fault of form ends here; the texts of others' exceptions may quote content.
      return new Reading.Malformed("not a well-formed " + verified.getLocalName());
    }
  }

  /** Reads a receipt; empty if it is none. */
  public static Optional<Receipt> receipt(Element verified) {
    try {
      ElementReader all = new ElementReader(verified, "Receipt");
      Receipt receipt =
          new Receipt(
              new MessageId(all.uuid("MessageId")),
              new AgencyCode(all.text("Sender")),
              new AgencyCode(all.text("Receiver")),
              Instant.parse(all.text("ReceivedAt")));
      Element _ = all.find("Speaks").orElseThrow();
      all.additions();
      all.end();
      return Optional.of(receipt);
    } catch (RuntimeException _) {
      return Optional.empty();
    }
  }

  private static Message message(Element root) throws CertificateException {
    ElementReader all = new ElementReader(root, root.getLocalName());
    Header header = header(all);
    Message message =
        switch (root.getLocalName()) {
          case "Inquiry" -> inquiry(header, all);
          case "PermittedInquiry" -> permittedInquiry(header, all);
          case "Decision" ->
              new Decision(header, new InquiryId(all.uuid("InquiryId")), rulings(all));
          case "Answer" -> answer(header, all);
          case "CodeDelivery" -> new CodeDelivery(header, codes(all));
          default -> throw new IllegalArgumentException("no message of the contract");
        };
    all.additions();
    all.end();
    return message;
  }

  private static Inquiry inquiry(Header header, ElementReader all) {
    return new Inquiry(
        header,
        new InquiryId(all.uuid("InquiryId")),
        Purpose.valueOf(all.text("Purpose")),
        TermsReader.handling(all),
        all.each("Exchange", MessageReader::asked),
        Instant.parse(all.text("AnswerBy")));
  }

  private static Asked asked(ElementReader parts) {
    Asked asked =
        new Asked(
            new ExchangeId(parts.uuid("ExchangeId")),
            new AgencyCode(parts.text("Provider")),
            new PersonCode(parts.text("PersonCode")),
            TermsReader.wish(parts));
    parts.additions();
    return asked;
  }

  private static PermittedInquiry permittedInquiry(Header header, ElementReader all)
      throws CertificateException {
    InquiryId inquiryId = new InquiryId(all.uuid("InquiryId"));
    Lane lane = Lane.valueOf(all.text("Lane"));
    List<Permitted> exchanges = all.each("Exchange", MessageReader::permitted);
    for (Permitted exchange : exchanges) {
      if (!exchange.permit().inquiryId().equals(inquiryId) || exchange.permit().lane() != lane) {
        throw new IllegalArgumentException("a permit of another inquiry or lane");
      }
    }
    return new PermittedInquiry(header, exchanges, sealingChain(all));
  }

  private static Permitted permitted(ElementReader parts) {
    Permitted permitted = new Permitted(permit(parts), new PersonCode(parts.text("PersonCode")));
    parts.additions();
    return permitted;
  }

  private static Map<ExchangeId, Ruling> rulings(ElementReader all) {
    Map<ExchangeId, Ruling> rulings = new LinkedHashMap<>();
    for (Element element : all.all("Exchange")) {
      ElementReader parts = new ElementReader(element, "Exchange");
      rulings.put(new ExchangeId(parts.uuid("ExchangeId")), ruling(parts));
      parts.additions();
      parts.end();
    }
    return rulings;
  }

  private static Ruling ruling(ElementReader all) {
    Element element = all.next();
    ElementReader parts = new ElementReader(element, element.getLocalName());
    Ruling ruling =
        switch (element.getLocalName()) {
          case "Granted" -> new Granted(permit(parts));
          case "Refused" -> new Refused(new Reason(parts.text("Reason")));
          case "Failed" ->
              new Failed(new Reason(parts.text("Reason")), truth(parts.text("AskingAgainHelps")));
          default -> throw new IllegalArgumentException("no ruling");
        };
    parts.end();
    return ruling;
  }

  /** The lexical forms of xs:boolean. */
  static boolean truth(String text) {
    return switch (text) {
      case "true", "1" -> true;
      case "false", "0" -> false;
      default -> throw new IllegalArgumentException("no boolean");
    };
  }

  private static Answer answer(Header header, ElementReader all) {
    return new Answer(
        header,
        new InquiryId(all.uuid("InquiryId")),
        all.each("Exchange", MessageReader::answered));
  }

  private static Answered answered(ElementReader parts) {
    ExchangeId id = new ExchangeId(parts.uuid("ExchangeId"));
    PermitId permit = new PermitId(parts.uuid("PermitId"));
    SubjectToken token = new SubjectToken(parts.text("SubjectToken"));
    Outcome outcome = Outcome.valueOf(parts.text("Outcome"));
    Optional<Reason> reason =
        parts.find("Reason").map(element -> new Reason(element.getTextContent()));
    Optional<Boolean> helps =
        parts.find("AskingAgainHelps").map(element -> truth(element.getTextContent()));
    Optional<Element> _ = parts.find("NotDisclosed");
    Optional<Provided> provided = parts.find("Provided").map(MessageReader::provided);
    parts.additions();
    return new Answered(id, permit, token, outcome, reason, helps, provided);
  }

  private static Provided provided(Element element) {
    ElementReader parts = new ElementReader(element, "Provided");
    Optional<Clear> clear =
        parts
            .find("Edition")
            .map(
                edition ->
                    new Clear(
                        new Edition(edition.getTextContent()),
                        parts.each("Record", MessageReader::given)));
    Provided provided = new Provided(clear, parts.next());
    parts.additions();
    parts.end();
    return provided;
  }

  private static GivenRecord given(ElementReader parts) {
    return new GivenRecord(
        LocalDate.parse(parts.text("AsOf")), Long.parseLong(parts.text("Version")));
  }

  private static List<IssuedCode> codes(ElementReader all) {
    List<IssuedCode> codes = new ArrayList<>();
    for (Element element : all.all("Code")) {
      ElementReader parts = new ElementReader(element, "Code");
      codes.add(
          new IssuedCode(
              new SerialNumber(parts.text("SerialNumber")),
              new PersonCode(parts.text("PersonCode"))));
      parts.end();
    }
    return List.copyOf(codes);
  }

  private static Permit permit(ElementReader all) {
    ElementReader parts = all.children("Permit");
    Permit permit =
        new Permit(
            new PermitId(parts.uuid("PermitId")),
            new ExchangeId(parts.uuid("ExchangeId")),
            new InquiryId(parts.uuid("InquiryId")),
            Purpose.valueOf(parts.text("Purpose")),
            TermsReader.handling(parts),
            new AgencyCode(parts.text("Inquirer")),
            new AgencyCode(parts.text("Provider")),
            TermsReader.wish(parts),
            new RowId(parts.text("Row")),
            Integer.parseInt(parts.text("ListVersion")),
            new SubjectToken(parts.text("SubjectToken")),
            new RouteName(parts.text("Route")),
            Instant.parse(parts.text("AskedAt")),
            Instant.parse(parts.text("IssuedAt")),
            Instant.parse(parts.text("ExpiresAt")));
    parts.additions();
    parts.end();
    return permit;
  }

  private static Header header(ElementReader all) {
    ElementReader parts = all.children("Header");
    Header header =
        new Header(
            new MessageId(parts.uuid("MessageId")),
            new AgencyCode(parts.text("Sender")),
            receiver(parts),
            Instant.parse(parts.text("SentAt")),
            Instant.parse(parts.text("ExpiresAt")));
    parts.additions();
    parts.end();
    return header;
  }

  /** The receiver, and behind it that this is no more than a test: the world is nothing else. */
  private static AgencyCode receiver(ElementReader parts) {
    AgencyCode receiver = new AgencyCode(parts.text("Receiver"));
    if (!parts.text("Environment").equals(MessageWriter.ENVIRONMENT)) {
      throw new IllegalArgumentException("of another environment");
    }
    return receiver;
  }

  private static List<X509Certificate> sealingChain(ElementReader all) throws CertificateException {
    List<X509Certificate> chain = new ArrayList<>();
    for (Element element : all.all("SealingCertificate")) {
      chain.add(certificate(element.getTextContent()));
    }
    if (chain.isEmpty() || chain.size() > 4) {
      throw new IllegalArgumentException("not 1 to 4 sealing certificates");
    }
    return List.copyOf(chain);
  }

  /** Reads a certificate as XML carries it: DER, base64. */
  static X509Certificate certificate(String base64) throws CertificateException {
    byte[] der = java.util.Base64.getMimeDecoder().decode(base64);
    return (X509Certificate)
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
  }

  /** The identifiers of the contract are lower-case UUIDs. */
  static UUID uuid(String text) {
    UUID uuid = UUID.fromString(text);
    if (!uuid.toString().equals(text)) {
      throw new IllegalArgumentException("not a UUID in its one written form");
    }
    return uuid;
  }
}
