package renkei.gateway.soap;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import renkei.broker.Permit;
import renkei.broker.PermittedInquiry;
import renkei.codebook.PersonCode;

/** The core asks the provider. */
final class PermittedInquiryXml {

  private PermittedInquiryXml() {}

  static PermittedInquiry read(Header header, Children message) {
    Permit permit = PermitXml.read(message);
    PersonCode subject = new PersonCode(header.receiver(), message.text("PersonCode"));
    X509Certificate sealing = certificate(message.text("SealingCertificate"));
    message.end();
    return new PermittedInquiry(header.sender(), permit, subject, sealing);
  }

  private static X509Certificate certificate(String base64) {
    try {
      byte[] der = Base64.getMimeDecoder().decode(base64);
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
    } catch (CertificateException | IllegalArgumentException _) {
      throw new UnreadableMessageException("element SealingCertificate must be a certificate");
    }
  }
}
