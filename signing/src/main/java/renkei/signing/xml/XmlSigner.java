package renkei.signing.xml;

import java.time.Clock;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import renkei.signing.AlgorithmTable;
import renkei.signing.Signatory;
import renkei.signing.SigningIdentity;
import renkei.signing.SigningUnavailableException;

/** Signs elements under the strict profile that {@link XmlVerifier} accepts. Thread-safe. */
public interface XmlSigner {

  /**
   * A signer by the standard table of algorithms, with one key for good or with whichever its
   * signatory names.
   *
   * @throws IllegalArgumentException as {@link #of(Signatory, AlgorithmTable, Clock)}
   */
  static XmlSigner of(Signatory signatory) {
    return of(signatory, AlgorithmTable.standard(), Clock.systemUTC());
  }

  /**
   * A signer that asks for every signature which key to sign with, and signs nothing outside the
   * life of the key's certificate or by an algorithm that a dated table has ended for new work.
   *
   * @throws IllegalArgumentException if the signatory is a {@link SigningIdentity} whose
   *     certificate does not allow signing (RFC 5280, 4.2.1.3), or for whose algorithm XML
   *     Signature has no name
   */
  static XmlSigner of(Signatory signatory, AlgorithmTable table, Clock clock) {
    return new SignatorySigner(signatory, table, clock);
  }

  /**
   * Appends an enveloped {@code ds:Signature} as the last child of {@code payload}, with the
   * signer's chain in it.
   *
   * @param payload has an attribute {@code Id} without a namespace, an XML name unique in its
   *     document; belongs to the caller alone while this runs
   * @throws IllegalArgumentException if the id is missing or malformed, a signature is there
   *     already, or the element with its signature would not be within {@link XmlBounds#MESSAGE}
   * @throws SigningUnavailableException if there is no key to sign with now, it cannot sign now, or
   *     its algorithm has ended for new work; trying again may succeed
   */
  void sign(Element payload);

  /**
   * Reads a document, signs its root and writes it.
   *
   * @throws IllegalArgumentException as {@link #sign(Element)}, and if the document cannot be read
   * @throws SigningUnavailableException if the key cannot sign now; trying again may succeed
   */
  default byte[] sign(byte[] xml) {
    return switch (XmlDocuments.parse(xml, XmlBounds.MESSAGE)) {
      case Parsing.Parsed(Document document) -> {
        sign(document.getDocumentElement());
        byte[] signed = XmlDocuments.serialize(document);
        if (signed.length > XmlBounds.MESSAGE.maxBytes()) {
          throw new IllegalArgumentException("too long a document once it is signed");
        }
        yield signed;
      }
      case Parsing.Unreadable(String reason) ->
          throw new IllegalArgumentException("cannot read what to sign: " + reason);
    };
  }
}
