package renkei.gateway.contract;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import renkei.broker.message.Envelope;
import renkei.broker.message.MessageKind;
import renkei.broker.message.Permit;
import renkei.broker.message.PermittedInquiry;
import renkei.codebook.AffairCode;
import renkei.codebook.AgencyCode;
import renkei.codebook.ExchangeId;
import renkei.codebook.Handling;
import renkei.codebook.InformationCode;
import renkei.codebook.InquiryId;
import renkei.codebook.ItemChoice;
import renkei.codebook.Lane;
import renkei.codebook.Matter;
import renkei.codebook.PermitId;
import renkei.codebook.PersonCode;
import renkei.codebook.ProcedureCode;
import renkei.codebook.Purpose;
import renkei.codebook.SubjectToken;
import renkei.codebook.Terms;

/**
 * Permitted inquiries of contract 1 that are kept, since their answers wait for staff: a set of one
 * exchange, which has the id of its inquiry and asks for all of what holds now. They were verified
 * and read strictly when they came; none comes any more.
 */
final class ContractOne {

  private static final String NAMESPACE = NationalContract.FAMILY + "1";

  private ContractOne() {}

  /** Whether it is such a message. */
  static boolean isKept(Envelope envelope, Element root) {
    return NAMESPACE.equals(root.getNamespaceURI())
        && envelope.kind().equals(MessageKind.PERMITTED_INQUIRY);
  }

  static PermittedInquiry read(Envelope envelope, Element root) {
    InquiryId inquiry = InquiryId.parse(text(root, "InquiryId"));
    Instant issuedAt = Instant.parse(text(root, "IssuedAt"));
    Permit permit =
        new Permit(
            PermitId.parse(text(root, "PermitId")),
            ExchangeId.onlyOneOf(inquiry),
            inquiry,
            Purpose.valueOf(text(root, "Purpose")),
            Handling.askedFor(Lane.valueOf(text(root, "Lane"))),
            new AgencyCode(text(root, "Inquirer")),
            new AgencyCode(text(root, "Provider")),
            new Matter(
                new AffairCode(text(root, "Affair")),
                new ProcedureCode(text(root, "Procedure")),
                new InformationCode(text(root, "Information")),
                new ItemChoice.All()),
            Terms.PLAIN,
            Optional.empty(),
            new SubjectToken(text(root, "SubjectToken")),
            text(root, "Route"),
            issuedAt,
            issuedAt,
            Instant.parse(text((Element) find(root, "Permit"), "ExpiresAt")));
    PersonCode subject = new PersonCode(envelope.receiver(), text(root, "PersonCode"));
    return new PermittedInquiry(
        envelope.sender(),
        certificate(text(root, "SealingCertificate")),
        List.of(new PermittedInquiry.Asked(permit, subject)));
  }

  private static String text(Element within, String name) {
    return find(within, name).getTextContent().strip();
  }

  private static Node find(Element within, String name) {
    Node found = within.getElementsByTagNameNS(NAMESPACE, name).item(0);
    if (found == null) {
      throw new IllegalArgumentException("a kept message of contract 1 has lost its " + name);
    }
    return found;
  }

  private static X509Certificate certificate(String base64) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(
                  new ByteArrayInputStream(Base64.getMimeDecoder().decode(base64)));
    } catch (CertificateException e) {
      throw new IllegalArgumentException("a kept certificate cannot be read", e);
    }
  }
}
