package renkei.testagencies.message;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.xml.crypto.dsig.XMLSignature;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The certificates that came with a signature; thread-safe. */
public final class SignerChain {

  /** More than the contract carries on would be of no use. */
  private static final int LONGEST = 4;

  private SignerChain() {}

  /**
   * The signer's certificate and the issuers that stand beside it. The issuers are what the sender
   * says: whoever relies on them checks the path.
   *
   * @param signed the element as it came, whose signature was verified before
   * @param signer whose signature it is
   */
  public static List<X509Certificate> of(Element signed, X509Certificate signer) {
    NodeList elements = signed.getElementsByTagNameNS(XMLSignature.XMLNS, "X509Certificate");
    List<X509Certificate> chain = new ArrayList<>();
    chain.add(signer);
    for (int i = 0; i < elements.getLength() && chain.size() < LONGEST; i++) {
      try {
        X509Certificate next = MessageReader.certificate(elements.item(i).getTextContent());
        if (!chain.contains(next)) {
          chain.add(next);
        }
      } catch (CertificateException _) {
        // Not part of any path then.
      }
    }
    return List.copyOf(chain);
  }
}
