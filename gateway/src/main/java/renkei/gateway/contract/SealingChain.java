package renkei.gateway.contract;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

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
      certificates.add(certificate(message.text(ELEMENT)));
    } while (message.at(ELEMENT) && certificates.size() < LONGEST);
    return new SealingChain(certificates);
  }

  /** The JDK's factory remembers what it has read: the same few issuers come with every message. */
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
