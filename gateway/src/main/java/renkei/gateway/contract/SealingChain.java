package renkei.gateway.contract;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import renkei.gateway.wording.Phrase;

/**
 * The certificates by which a permitted inquiry says to whose key the answer is sealed.
 *
 * @param certificates the inquirer's own first, each followed by its issuer; an anchor may be left
 *     out
 */
public record SealingChain(List<X509Certificate> certificates) {

  private static final String ELEMENT = "SealingCertificate";
  private static final int LONGEST = 4;

  /** At least one certificate. */
  public SealingChain {
    certificates = List.copyOf(certificates);
  }

  /** The inquirer's own. */
  public X509Certificate leaf() {
    return certificates.getFirst();
  }

  static SealingChain read(ElementReader message) {
    List<X509Certificate> certificates = new ArrayList<>(2);
    do {
      certificates.add(certificate(message.base64(ELEMENT)));
    } while (message.at(ELEMENT) && certificates.size() < LONGEST);
    return new SealingChain(certificates);
  }

  /** The JDK's factory remembers what it has read: the same few issuers come with every message. */
  private static X509Certificate certificate(byte[] der) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
    } catch (CertificateException _) {
      throw new UnreadableMessageException(
          "PermittedInquiry/" + ELEMENT,
          new Phrase("be an X.509 certificate in DER", "DER 形式の X.509 証明書であること"));
    }
  }
}
