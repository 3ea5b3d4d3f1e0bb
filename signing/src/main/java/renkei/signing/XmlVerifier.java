package renkei.signing;

import java.time.Instant;
import org.w3c.dom.Element;

/** Verifies elements signed under the strict profile. Thread-safe. */
@SuppressWarnings("DoNotCallSuggester")
public interface XmlVerifier {

  /** A verifier that accepts the signers {@code trust} accepts. */
  static XmlVerifier trusting(CertificateTrust trust) {
    throw new UnsupportedOperationException();
  }

  /**
   * Verifies the one signature that is a direct child of {@code payload}. Never throws on bad
   * input.
   *
   * @param payload is only read; belongs to the caller alone while this runs
   * @param at the instant the signer's certificate must be valid at
   */
  Verification verify(Element payload, Instant at);
}
