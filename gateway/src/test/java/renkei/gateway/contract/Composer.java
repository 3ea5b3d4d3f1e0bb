package renkei.gateway.contract;

import static renkei.gateway.testing.Parties.CORE;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import renkei.codebook.AffairCode;
import renkei.codebook.AgencyCode;
import renkei.codebook.BatchId;
import renkei.codebook.CampaignId;
import renkei.codebook.Condition;
import renkei.codebook.Consent;
import renkei.codebook.ConsentBasis;
import renkei.codebook.Delegation;
import renkei.codebook.Edition;
import renkei.codebook.Environment;
import renkei.codebook.Handling;
import renkei.codebook.InformationCode;
import renkei.codebook.ItemChoice;
import renkei.codebook.ItemCode;
import renkei.codebook.Lane;
import renkei.codebook.LaneRule;
import renkei.codebook.Matter;
import renkei.codebook.MessageId;
import renkei.codebook.ProcedureCode;
import renkei.codebook.Terms;
import renkei.codebook.directory.AgencyKind;
import renkei.codebook.directory.BodyClass;
import renkei.codebook.permission.ListManifest;
import renkei.codebook.permission.ListPart;
import renkei.codebook.permission.PermissionList;
import renkei.codebook.testing.DeliveredList;
import renkei.signing.SigningIdentity;
import renkei.signing.seal.SealContext;
import renkei.signing.seal.Sealer;
import renkei.signing.xml.XmlDocuments;
import renkei.signing.xml.XmlSigner;

/** Composes what the core and the agencies send to the platform. */
public final class Composer {

  public static final String PERSON_CODE = "0123456789abcdef0123456789abcdef";
  public static final String TOKEN = "fedcba9876543210fedcba9876543210";

  private final Clock clock;
  private final Random random = new Random();

  public Composer(Clock clock) {
    this.clock = clock;
  }

  public Element permittedInquiry(
      AgencyCode inquirer, AgencyCode provider, List<X509Certificate> sealing) {
    return permittedInquiry(inquirer, provider, 1, sealing);
  }

  /** One that asks for so many exchanges. */
  public Element permittedInquiry(
      AgencyCode inquirer, AgencyCode provider, int exchanges, List<X509Certificate> sealing) {
    UUID inquiry = uuid();
    ElementWriter message =
        message("PermittedInquiry", CORE, provider)
            .text("InquiryId", inquiry)
            .text("Lane", "COUNTER");
    for (int i = 0; i < exchanges; i++) {
      ElementWriter exchange = message.child("Exchange");
      permit(exchange, inquirer, provider, inquiry, uuid());
      exchange.text("PersonCode", PERSON_CODE);
    }
    sealing.forEach(certificate -> message.text("SealingCertificate", base64(certificate)));
    return message.element();
  }

  public Element granted(AgencyCode inquirer, AgencyCode provider) {
    UUID inquiry = uuid();
    UUID id = uuid();
    ElementWriter message = message("Decision", CORE, inquirer).text("InquiryId", inquiry);
    ElementWriter exchange = message.child("Exchange").text("ExchangeId", id);
    permit(exchange.child("Granted"), inquirer, provider, inquiry, id);
    return message.element();
  }

  public Element refused(AgencyCode inquirer, String reason) {
    ElementWriter message = message("Decision", CORE, inquirer).text("InquiryId", uuid());
    message.child("Exchange").text("ExchangeId", uuid()).child("Refused").text("Reason", reason);
    return message.element();
  }

  public Element failed(AgencyCode inquirer) {
    ElementWriter message = message("Decision", CORE, inquirer).text("InquiryId", uuid());
    message
        .child("Exchange")
        .text("ExchangeId", uuid())
        .child("Failed")
        .text("Reason", "CORE_BROKEN")
        .text("AskingAgainHelps", "true");
    return message.element();
  }

  public Element noRecord(AgencyCode provider, AgencyCode inquirer) {
    ElementWriter message = message("Answer", provider, inquirer).text("InquiryId", uuid());
    answered(message, uuid(), "NO_RECORD");
    return message.element();
  }

  /** An answer with content of one record, sealed to the holder of a certificate. */
  public Element provided(
      AgencyCode provider, AgencyCode inquirer, byte[] content, X509Certificate sealTo) {
    ElementWriter message = message("Answer", provider, inquirer).text("InquiryId", uuid());
    String id = find(message.element(), "MessageId").getTextContent();
    UUID exchange = uuid();
    ElementWriter provided =
        answered(message, exchange, "PROVIDED").child("Provided").text("Edition", "2026-06");
    ElementWriter _ = provided.child("Record").text("AsOf", "2026-11-01").text("Version", "1");
    provided.adopt(
        Sealer.create()
            .seal(
                content,
                new SealContext(id + "/" + exchange, provider.value(), inquirer.value()),
                List.of(sealTo)));
    return message.element();
  }

  private ElementWriter answered(ElementWriter message, UUID exchange, String outcome) {
    return message
        .child("Exchange")
        .text("ExchangeId", exchange)
        .text("PermitId", uuid())
        .text("SubjectToken", TOKEN)
        .text("Outcome", outcome);
  }

  public Element codes(AgencyCode receiver, List<String> serialNumbers) {
    ElementWriter message = message("CodeDelivery", CORE, receiver);
    for (String serialNumber : serialNumbers) {
      message
          .child("Code")
          .text("SerialNumber", serialNumber)
          .text("PersonCode", uuid().toString().replace("-", ""));
    }
    return message.element();
  }

  /** The manifest of a list of one row, which {@link #permissionPart} delivers. */
  public Element permissions(AgencyCode receiver, long version) {
    return manifest(receiver, DeliveredList.of(list(version), 1).manifest());
  }

  /** The one part of that list. */
  public Element permissionPart(AgencyCode receiver, long version) {
    return part(receiver, DeliveredList.of(list(version), 1).parts().getFirst());
  }

  private static PermissionList list(long version) {
    return DeliveredList.oneRow(
        version,
        AgencyKind.MUNICIPALITY,
        AgencyKind.MUNICIPALITY,
        new Matter(
            new AffairCode("JM00000000000001"),
            new ProcedureCode("JT00000000000011"),
            new InformationCode("TM00000000000101"),
            new ItemChoice.All()));
  }

  /** A manifest as it is. */
  public Element manifest(AgencyCode receiver, ListManifest manifest) {
    ElementWriter message = message("PermissionListManifest", CORE, receiver);
    message
        .text("ListVersion", Long.toString(manifest.version()))
        .text("ValidFrom", manifest.validFrom().toString())
        .text("ValidTo", manifest.validTo().toString())
        .text("Rows", Integer.toString(manifest.rows()));
    for (BodyClass one : manifest.classes()) {
      ElementWriter bodies = message.child("BodyClass");
      bodies.text("Id", one.id().value()).text("NameJa", one.nameJa()).text("NameEn", one.nameEn());
      one.members().forEach(member -> bodies.text("Member", member.text()));
    }
    for (ListManifest.Part part : manifest.parts()) {
      message
          .child("Part")
          .text("Number", Integer.toString(part.number()))
          .text("Rows", Integer.toString(part.rows()))
          .text("Bytes", Integer.toString(part.bytes()))
          .text("Sha256", part.sha256());
    }
    return message.element();
  }

  /** A part as it is. */
  public Element part(AgencyCode receiver, ListPart part) {
    ElementWriter message = message("PermissionListPart", CORE, receiver);
    message
        .text("ListVersion", Long.toString(part.version()))
        .text("Number", Integer.toString(part.number()))
        .text("Content", Base64.getEncoder().encodeToString(part.content()));
    return message.element();
  }

  private ElementWriter message(String name, AgencyCode sender, AgencyCode receiver) {
    UUID id = uuid();
    ElementWriter message = ElementWriter.signedRoot(name, "m-" + id);
    Instant now = clock.instant();
    new Header(
            new MessageId(id),
            sender,
            receiver,
            Environment.TEST,
            now,
            now.plus(Duration.ofMinutes(10)))
        .write(message);
    return message;
  }

  private void permit(
      ElementWriter parent, AgencyCode inquirer, AgencyCode provider, UUID inquiry, UUID exchange) {
    ElementWriter permit =
        parent
            .child("Permit")
            .text("PermitId", uuid())
            .text("ExchangeId", exchange)
            .text("InquiryId", inquiry)
            .text("Purpose", "LINKAGE");
    HandlingXml.write(permit, Handling.askedFor(Lane.COUNTER));
    permit.text("Inquirer", inquirer.value()).text("Provider", provider.value());
    MatterXml.write(
        permit,
        new Matter(
            new AffairCode("JM00000000000001"),
            new ProcedureCode("JT00000000000012"),
            new InformationCode("TM00000000000101"),
            new ItemChoice.All()));
    TermsXml.write(permit, Terms.PLAIN);
    permit
        .text("Row", "R-000001")
        .text("ListVersion", "1")
        .text("SubjectToken", TOKEN)
        .text("Route", "agencies")
        .text("AskedAt", clock.instant())
        .text("IssuedAt", clock.instant())
        .text("ExpiresAt", clock.instant().plus(Duration.ofMinutes(10)));
  }

  /** Puts terms into the permit of which each has every element that terms can have. */
  static Element onAllTerms(Element permittedInquiry) {
    ElementWriter anew = ElementWriter.root("Permit");
    HandlingXml.write(
        anew,
        new Handling(
            Lane.COUNTER,
            LaneRule.ASKED_FOR,
            Optional.of(new BatchId(new UUID(1, 2))),
            Optional.of(new CampaignId("C-1"))));
    replace(permittedInquiry, "Handling", find(anew.element(), "Handling"));
    return onTerms(
        permittedInquiry,
        new ItemChoice.Some(List.of(new ItemCode("TK00000000000009"))),
        new Terms(
            new Condition.FiscalYears(9998, 9998),
            Optional.of(new Edition("2026-06")),
            new Delegation(Optional.of(CORE), Optional.of(CORE)),
            Optional.of(
                new Consent(new ConsentBasis("BASIS"), Optional.of(LocalDate.of(2026, 1, 2)))),
            true));
  }

  /** Puts items and terms into the permit of a message that has plain ones. */
  public static Element onTerms(Element message, ItemChoice items, Terms terms) {
    ElementWriter anew = ElementWriter.root("Permit");
    MatterXml.write(anew, items);
    TermsXml.write(anew, terms);
    Element matter = find(message, "Matter");
    Document document = message.getOwnerDocument();
    NodeList written = anew.element().getChildNodes();
    for (int i = 0; i < written.getLength(); i++) {
      Node each = document.importNode(written.item(i), true);
      if (each.getLocalName().equals("Items")) {
        matter.appendChild(each);
      } else {
        matter.getParentNode().insertBefore(each, matter.getNextSibling());
      }
    }
    return message;
  }

  private static void replace(Element root, String name, Element by) {
    Element before = find(root, name);
    before.getParentNode().replaceChild(root.getOwnerDocument().importNode(by, true), before);
  }

  private UUID uuid() {
    return new UUID(random.nextLong(), random.nextLong());
  }

  private static String base64(X509Certificate certificate) {
    try {
      return Base64.getEncoder().encodeToString(certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The first element of that name. */
  public static Element find(Element root, String name) {
    return (Element)
        Objects.requireNonNull(
            root.getElementsByTagNameNS(NationalContract.NAMESPACE, name).item(0), name);
  }

  /** Changes the text of the first element of that name. */
  public static Element set(Element root, String name, String text) {
    find(root, name).setTextContent(text);
    return root;
  }

  /** Signs and serializes. */
  public static byte[] signed(SigningIdentity signer, Element message) {
    XmlSigner.of(signer).sign(message);
    return XmlDocuments.serialize(message);
  }
}
