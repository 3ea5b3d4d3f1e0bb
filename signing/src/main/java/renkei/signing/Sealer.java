package renkei.signing;

import java.security.cert.X509Certificate;
import java.util.List;
import org.w3c.dom.Element;

/** Seals content so that only its receivers can open it. Thread-safe. */
public interface Sealer {

  /** A sealer; it needs no key of its own. */
  static Sealer create() {
    return new AgreementSealer();
  }

  /**
   * Seals content.
   *
   * @param content any bytes
   * @param receivers certificates with a key on P-256 or P-384; each can open the seal alone.
   *     Whether they count is for a {@link CertificateTrust} to say, before
   * @return {@code xenc:EncryptedData}, root of a new document
   * @throws IllegalArgumentException if there is no receiver or one has another kind of key
   */
  Element seal(byte[] content, SealContext context, List<X509Certificate> receivers);
}
