package renkei.signing;

import java.time.Instant;
import org.w3c.dom.Element;

/** Verifies elements signed under the strict profile. Thread-safe. */
public interface XmlVerifier {

  /** A verifier that accepts the signers {@code trust} accepts. */
  static XmlVerifier trusting(CertificateTrust trust) {
    return new ProfileVerifier(trust);
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
