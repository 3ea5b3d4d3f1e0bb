package renkei.signing;

import java.time.Clock;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Signs elements under the strict profile that {@link XmlVerifier} accepts. Thread-safe. */
public interface XmlSigner {

  /**
   * A signer with one key, by the standard table of algorithms.
   *
   * @throws IllegalArgumentException if no accepted algorithm fits the key
   */
  static XmlSigner of(SigningIdentity identity) {
    return of(identity, AlgorithmTable.standard(), Clock.systemUTC());
  }

  /**
   * A signer that signs nothing by an algorithm that a dated table has ended for new work.
   *
   * @throws IllegalArgumentException if no accepted algorithm fits the key
   */
  static XmlSigner of(SigningIdentity identity, AlgorithmTable table, Clock clock) {
    return new ProfileSigner(
        identity, algorithm -> table.requireForNewWork(algorithm, clock.instant()));
  }

  /**
   * Appends an enveloped {@code ds:Signature} as the last child of {@code payload}, with the
   * signer's chain in it.
   *
   * @param payload has an attribute {@code Id} without a namespace, an XML name unique in its
   *     document; belongs to the caller alone while this runs
   * @throws IllegalArgumentException if the id is missing or malformed, a signature is there
   *     already, or the element with its signature would not be within {@link XmlBounds#MESSAGE}
   * @throws SigningUnavailableException if the key cannot sign now, or its algorithm has ended for
   *     new work; trying again may succeed
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
