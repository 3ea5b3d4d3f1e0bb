package renkei.gateway.contract;

import static renkei.gateway.testing.Parties.CORE;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.w3c.dom.Element;
import renkei.codebook.AffairCode;
import renkei.codebook.AgencyCode;
import renkei.codebook.InformationCode;
import renkei.codebook.ItemChoice;
import renkei.codebook.Matter;
import renkei.codebook.MessageId;
import renkei.codebook.ProcedureCode;
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
    ElementWriter message = message("PermittedInquiry", CORE, provider);
    permit(message, inquirer, provider, uuid());
    message.text("PersonCode", PERSON_CODE);
    sealing.forEach(certificate -> message.text("SealingCertificate", base64(certificate)));
    return message.element();
  }

  public Element granted(AgencyCode inquirer, AgencyCode provider) {
    UUID inquiry = uuid();
    ElementWriter message = message("Decision", CORE, inquirer);
    message.text("InquiryId", inquiry);
    permit(message.child("Granted"), inquirer, provider, inquiry);
    return message.element();
  }

  public Element refused(AgencyCode inquirer, String reason) {
    ElementWriter message = message("Decision", CORE, inquirer);
    message.text("InquiryId", uuid()).child("Refused").text("Reason", reason);
    return message.element();
  }

  public Element failed(AgencyCode inquirer) {
    ElementWriter message = message("Decision", CORE, inquirer);
    message
        .text("InquiryId", uuid())
        .child("Failed")
        .text("Reason", "CORE_BROKEN")
        .text("AskingAgainHelps", "true");
    return message.element();
  }

  public Element noRecord(AgencyCode provider, AgencyCode inquirer) {
    return message("Answer", provider, inquirer)
        .text("PermitId", uuid())
        .text("InquiryId", uuid())
        .text("SubjectToken", TOKEN)
        .text("Outcome", "NO_RECORD")
        .element();
  }

  /** An answer with content, sealed to the holder of a certificate. */
  public Element provided(
      AgencyCode provider, AgencyCode inquirer, byte[] content, X509Certificate sealTo) {
    ElementWriter message = message("Answer", provider, inquirer);
    String id = find(message.element(), "MessageId").getTextContent();
    message
        .text("PermitId", uuid())
        .text("InquiryId", uuid())
        .text("SubjectToken", TOKEN)
        .text("Outcome", "PROVIDED")
        .child("Provided")
        .text("AsOf", "2026-11-01")
        .text("Edition", "2026-06")
        .text("ReplicaVersion", "1")
        .adopt(
            Sealer.create()
                .seal(
                    content,
                    new SealContext(id, provider.value(), inquirer.value()),
                    List.of(sealTo)));
    return message.element();
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
        .text("Version", Long.toString(manifest.version()))
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
        .text("Version", Long.toString(part.version()))
        .text("Number", Integer.toString(part.number()))
        .text("Content", Base64.getEncoder().encodeToString(part.content()));
    return message.element();
  }

  private ElementWriter message(String name, AgencyCode sender, AgencyCode receiver) {
    UUID id = uuid();
    ElementWriter message = ElementWriter.signedRoot(name, "m-" + id);
    Instant now = clock.instant();
    new Header(new MessageId(id), sender, receiver, now, now.plus(Duration.ofMinutes(10)))
        .write(message);
    return message;
  }

  private void permit(
      ElementWriter parent, AgencyCode inquirer, AgencyCode provider, UUID inquiry) {
    parent
        .child("Permit")
        .text("PermitId", uuid())
        .text("InquiryId", inquiry)
        .text("Purpose", "LINKAGE")
        .text("Lane", "COUNTER")
        .text("Inquirer", inquirer.value())
        .text("Provider", provider.value())
        .text("Affair", "JM00000000000001")
        .text("Procedure", "JT00000000000012")
        .text("Information", "TM00000000000101")
        .text("SubjectToken", TOKEN)
        .text("Route", "agencies")
        .text("IssuedAt", clock.instant())
        .text("ExpiresAt", clock.instant().plus(Duration.ofMinutes(10)));
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
