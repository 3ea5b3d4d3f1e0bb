package renkei.signing;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * What is signed, in the one shape the profile allows.
 *
 * @param referenceId id of the signed element
 * @param digestValue of the canonical element without its signature
 */
@SuppressWarnings("ArrayRecordComponent")
record SignedInfo(
    SignatureAlgorithm algorithm, String referenceId, DigestAlgorithm digest, byte[] digestValue) {

  static final String ENVELOPED = Namespaces.DS + "enveloped-signature";

  /** The element in exclusive canonical form: what is fed to the signature. */
  String canonical() {
    return """
        <ds:SignedInfo xmlns:ds="%s">\
        <ds:CanonicalizationMethod Algorithm="%s"></ds:CanonicalizationMethod>\
        <ds:SignatureMethod Algorithm="%s"></ds:SignatureMethod>\
        <ds:Reference URI="#%s">\
        <ds:Transforms>\
        <ds:Transform Algorithm="%s"></ds:Transform>\
        <ds:Transform Algorithm="%s"></ds:Transform>\
        </ds:Transforms>\
        <ds:DigestMethod Algorithm="%s"></ds:DigestMethod>\
        <ds:DigestValue>%s</ds:DigestValue>\
        </ds:Reference>\
        </ds:SignedInfo>"""
        .formatted(
            Namespaces.DS,
            Canonical.URI,
            algorithm.uri(),
            referenceId,
            ENVELOPED,
            Canonical.URI,
            digest.uri(),
            Base64.getEncoder().encodeToString(digestValue));
  }

  byte[] canonicalBytes() {
    return canonical().getBytes(StandardCharsets.UTF_8);
  }
}
