package renkei.signing.xml;

import java.time.Clock;
import java.time.Instant;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import renkei.signing.AlgorithmTable;
import renkei.signing.trust.CertificateTrust;

/** Verifies elements signed under the strict profile. Thread-safe. */
public interface XmlVerifier {

  /** A verifier that accepts the signers {@code trust} accepts, by the standard table. */
  static XmlVerifier trusting(CertificateTrust trust) {
    return trusting(trust, AlgorithmTable.standard(), Clock.systemUTC());
  }

  /**
   * A verifier that also asks a dated table of algorithms.
   *
   * @param trust by the same table: an algorithm that has ended does not vouch for a key of another
   * @param clock says when the element is looked at; the instant it was made at is asked with it
   */
  static XmlVerifier trusting(CertificateTrust trust, AlgorithmTable table, Clock clock) {
    return new ProfileVerifier(trust, (name, at) -> table.accepts(name, at, clock.instant()));
  }

  /**
   * Verifies the one signature that is a direct child of {@code payload}. Never throws on bad
   * input.
   *
   * @param payload is only read; belongs to the caller alone while this runs
   * @param at when the element was made: the signer's certificate must have been valid then. If
   *     only the signer says so, it must be near the present; what is kept longer needs {@link
   *     renkei.signing.evidence.Evidence Evidence}
   */
  Verification verify(Element payload, Instant at);

  /** Reads a document and verifies its root; see {@link #verify(Element, Instant)}. */
  default Verification verify(byte[] xml, Instant at) {
    return switch (XmlDocuments.parse(xml, XmlBounds.MESSAGE)) {
      case Parsing.Parsed(Document document) -> verify(document.getDocumentElement(), at);
      case Parsing.Unreadable _ -> new Verification.Rejected(Verification.Reason.OUT_OF_BOUNDS);
    };
  }
}
