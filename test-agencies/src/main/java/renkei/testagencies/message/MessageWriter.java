package renkei.testagencies.message;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import org.w3c.dom.Element;
import renkei.signing.xml.XmlDocuments;
import renkei.signing.xml.XmlSigner;
import renkei.testagencies.message.Message.Answer;
import renkei.testagencies.message.Message.Answered;
import renkei.testagencies.message.Message.CodeDelivery;
import renkei.testagencies.message.Message.Decision;
import renkei.testagencies.message.Message.GivenRecord;
import renkei.testagencies.message.Message.Inquiry;
import renkei.testagencies.message.Message.PermissionListManifest;
import renkei.testagencies.message.Message.PermissionListPart;
import renkei.testagencies.message.Message.Permitted;
import renkei.testagencies.message.Message.PermittedInquiry;
import renkei.testagencies.message.Message.Provided;
import renkei.testagencies.message.Ruling.Failed;
import renkei.testagencies.message.Ruling.Granted;
import renkei.testagencies.message.Ruling.Refused;
import renkei.testagencies.vocabulary.Reason;

/** Writes messages and receipts as national.xsd states them, and signs them. Thread-safe. */
public final class MessageWriter {

  /** All of the world is a test. */
  static final String ENVIRONMENT = "TEST";

  /** How many exchanges a message to a party of the world may hold. */
  private static final int EXCHANGES = 20;

  /** The kinds that some party of the world takes. */
  private static final List<String> KINDS =
      List.of("Answer", "Decision", "Inquiry", "PermittedInquiry");

  private MessageWriter() {}

  /** A signed message, UTF-8. */
  public static byte[] write(Message message, XmlSigner signer) {
    Element root = element(message);
    signer.sign(root);
    return XmlDocuments.serialize(root);
  }

  /** A signed receipt, UTF-8. */
  public static byte[] write(Receipt receipt, XmlSigner signer) {
    ElementWriter tree = new ElementWriter("Receipt", "r-" + receipt.messageId());
    tree.add("MessageId", receipt.messageId())
        .add("Sender", receipt.sender().value())
        .add("Receiver", receipt.receiver().value())
        .add("ReceivedAt", receipt.receivedAt());
    ElementWriter speaks = tree.child("Speaks").add("Version", "2.0").add("Exchanges", EXCHANGES);
    KINDS.forEach(kind -> speaks.add("Kind", kind));
    signer.sign(tree.element());
    return XmlDocuments.serialize(tree.element());
  }

  private static Element element(Message message) {
    return switch (message) {
      case Inquiry inquiry -> inquiry(inquiry);
      case PermittedInquiry inquiry -> permittedInquiry(inquiry);
      case Decision decision -> decision(decision);
      case Answer answer -> answer(answer);
      case CodeDelivery delivery -> codes(delivery);
      case PermissionListManifest manifest -> manifest(manifest);
      case PermissionListPart part -> part(part);
    };
  }

  private static Element inquiry(Inquiry inquiry) {
    ElementWriter tree = root("Inquiry", inquiry.header());
    tree.add("InquiryId", inquiry.inquiryId()).add("Purpose", inquiry.purpose());
    TermsWriter.handling(tree, inquiry.handling());
    for (Asked asked : inquiry.exchanges()) {
      ElementWriter exchange = tree.child("Exchange");
      exchange
          .add("ExchangeId", asked.id())
          .add("Provider", asked.provider().value())
          .add("PersonCode", asked.subject().value());
      TermsWriter.wish(exchange, asked.wish());
    }
    return tree.add("AnswerBy", inquiry.answerBy()).element();
  }

  private static Element permittedInquiry(PermittedInquiry inquiry) {
    ElementWriter tree = root("PermittedInquiry", inquiry.header());
    Permit first = inquiry.exchanges().getFirst().permit();
    tree.add("InquiryId", first.inquiryId()).add("Lane", first.lane());
    for (Permitted permitted : inquiry.exchanges()) {
      ElementWriter exchange = tree.child("Exchange");
      permit(exchange, permitted.permit());
      exchange.add("PersonCode", permitted.subject().value());
    }
    try {
      for (X509Certificate certificate : inquiry.sealingChain()) {
        byte[] der = certificate.getEncoded();
        tree.add("SealingCertificate", Base64.getEncoder().encodeToString(der));
      }
    } catch (CertificateEncodingException e) {
      throw new IllegalArgumentException("a certificate that cannot be written", e);
    }
    return tree.element();
  }

  private static Element decision(Decision decision) {
    ElementWriter tree = root("Decision", decision.header());
    tree.add("InquiryId", decision.inquiryId());
    decision
        .rulings()
        .forEach(
            (exchange, ruling) ->
                ruling(tree.child("Exchange").add("ExchangeId", exchange), ruling));
    return tree.element();
  }

  private static void ruling(ElementWriter tree, Ruling ruling) {
    switch (ruling) {
      case Granted(Permit permit) -> permit(tree.child("Granted"), permit);
      case Refused(Reason reason) -> tree.child("Refused").add("Reason", reason.value());
      case Failed(Reason reason, boolean helps) ->
          tree.child("Failed").add("Reason", reason.value()).add("AskingAgainHelps", helps);
    }
  }

  private static Element answer(Answer answer) {
    ElementWriter tree = root("Answer", answer.header());
    tree.add("InquiryId", answer.inquiryId());
    answer.exchanges().forEach(answered -> answered(tree.child("Exchange"), answered));
    return tree.element();
  }

  private static void answered(ElementWriter tree, Answered answered) {
    tree.add("ExchangeId", answered.exchangeId())
        .add("PermitId", answered.permitId())
        .add("SubjectToken", answered.subjectToken().value())
        .add("Outcome", answered.outcome());
    answered.reason().ifPresent(reason -> tree.add("Reason", reason.value()));
    answered.askingAgainHelps().ifPresent(helps -> tree.add("AskingAgainHelps", helps));
    answered.provided().ifPresent(provided -> provided(tree.child("Provided"), provided));
  }

  private static void provided(ElementWriter tree, Provided provided) {
    provided
        .clear()
        .ifPresent(
            clear -> {
              tree.add("Edition", clear.edition().value());
              for (GivenRecord record : clear.records()) {
                tree.child("Record").add("AsOf", record.asOf()).add("Version", record.version());
              }
            });
    tree.adopt(provided.sealed());
  }

  private static Element codes(CodeDelivery delivery) {
    ElementWriter tree = root("CodeDelivery", delivery.header());
    for (var code : delivery.codes()) {
      tree.child("Code")
          .add("SerialNumber", code.serialNumber().value())
          .add("PersonCode", code.personCode().value());
    }
    return tree.element();
  }

  private static Element manifest(PermissionListManifest manifest) {
    ElementWriter tree = root("PermissionListManifest", manifest.header());
    tree.add("ListVersion", manifest.version())
        .add("ValidFrom", manifest.validFrom())
        .add("ValidTo", manifest.validTo())
        .add("Rows", manifest.rows());
    for (BodyClass one : manifest.classes()) {
      ElementWriter bodies = tree.child("BodyClass");
      bodies.add("Id", one.id()).add("NameJa", one.nameJa()).add("NameEn", one.nameEn());
      one.members().forEach(member -> bodies.add("Member", member));
    }
    for (ListPart part : manifest.parts()) {
      tree.child("Part")
          .add("Number", part.number())
          .add("Rows", part.lines().size())
          .add("Bytes", part.bytes())
          .add("Sha256", part.sha256());
    }
    return tree.element();
  }

  private static Element part(PermissionListPart delivery) {
    ElementWriter tree = root("PermissionListPart", delivery.header());
    tree.add("ListVersion", delivery.version())
        .add("Number", delivery.part().number())
        .add("Content", delivery.part().content());
    return tree.element();
  }

  private static void permit(ElementWriter parent, Permit permit) {
    ElementWriter tree = parent.child("Permit");
    tree.add("PermitId", permit.permitId())
        .add("ExchangeId", permit.exchangeId())
        .add("InquiryId", permit.inquiryId())
        .add("Purpose", permit.purpose());
    TermsWriter.handling(tree, permit.handling());
    tree.add("Inquirer", permit.inquirer().value()).add("Provider", permit.provider().value());
    TermsWriter.wish(tree, permit.wish());
    tree.add("Row", permit.row().value())
        .add("ListVersion", permit.list())
        .add("SubjectToken", permit.subjectToken().value())
        .add("Route", permit.route().value())
        .add("AskedAt", permit.askedAt())
        .add("IssuedAt", permit.issuedAt())
        .add("ExpiresAt", permit.expiresAt());
  }

  private static ElementWriter root(String name, Header header) {
    ElementWriter tree = new ElementWriter(name, "m-" + header.messageId());
    tree.child("Header")
        .add("MessageId", header.messageId())
        .add("Sender", header.sender().value())
        .add("Receiver", header.receiver().value())
        .add("Environment", ENVIRONMENT)
        .add("SentAt", header.sentAt())
        .add("ExpiresAt", header.expiresAt());
    return tree;
  }
}
