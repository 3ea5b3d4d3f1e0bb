package renkei.signing.xml;

import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.function.BiPredicate;
import org.apache.xml.security.c14n.CanonicalizationException;
import org.w3c.dom.Element;
import renkei.signing.KeyUsages;
import renkei.signing.trust.CertificateTrust;
import renkei.signing.xml.SignatureProfile.Broken;
import renkei.signing.xml.Verification.Genuine;
import renkei.signing.xml.Verification.Reason;
import renkei.signing.xml.Verification.Rejected;

/**
 * Verifies by the profile. The reference is never resolved: the element asked about is digested,
 * and the reference only has to agree. What is handed back was read from the digested bytes.
 */
final class ProfileVerifier implements XmlVerifier {

  /** Canonicalising writes declarations in scope onto the elements that use them. */
  private static final XmlBounds CANONICAL =
      new XmlBounds(
          XmlBounds.MESSAGE.maxBytes(),
          XmlBounds.MESSAGE.maxDepth(),
          XmlBounds.MESSAGE.maxElements(),
          XmlBounds.MESSAGE.maxAttributes() + XmlBounds.MESSAGE.maxNamespaces(),
          XmlBounds.MESSAGE.maxNamespaces());

  private final CertificateTrust trust;
  private final SignerCertificates certificates = new SignerCertificates();

  private final BiPredicate<String, Instant> algorithms;

  ProfileVerifier(CertificateTrust trust, BiPredicate<String, Instant> algorithms) {
    this.trust = trust;
    this.algorithms = algorithms;
  }

  @Override
  public Verification verify(Element payload, Instant at) {
    try {
      return check(payload, at);
    } catch (Broken e) {
      return new Rejected(e.reason());
    } catch (CanonicalizationException | RuntimeException _) {
      return new Rejected(Reason.OUT_OF_BOUNDS);
    }
  }

  Verification check(Element payload, Instant at) throws Broken, CanonicalizationException {
    require(XmlBounds.MESSAGE.hold(payload), Reason.OUT_OF_BOUNDS, "the element is within bounds");
    String id =
        XmlIds.of(payload).orElseThrow(() -> new Broken(Reason.NO_ID, "the element has an Id"));
    require(XmlIds.isUnique(payload, id), Reason.DUPLICATE_ID, "the id is unique");
    List<Element> found = Elements.children(payload, Namespaces.DS, "Signature");
    require(!found.isEmpty(), Reason.NOT_SIGNED, "a signature is a direct child");
    require(found.size() == 1, Reason.PROFILE, "there is one signature");
    Element element = found.getFirst();
    require(Elements.isLast(element), Reason.PROFILE, "the signature is the last child element");
    SignatureProfile signature = SignatureProfile.read(element, id);

    require(
        algorithms.test(signature.reference().algorithm().uri(), at)
            && algorithms.test(signature.reference().digest().uri(), at),
        Reason.ALGORITHM,
        "the algorithm is accepted by its date");
    byte[] canonical = Canonical.bytes(payload, element);
    SignedInfo reference = signature.reference();
    byte[] digest = reference.digest().create().digest(canonical);
    require(
        MessageDigest.isEqual(digest, reference.digestValue()),
        Reason.DIGEST,
        "the digest is the content's");

    SignerCertificates.Signer signer =
        certificates
            .read(signature.certificates())
            .orElseThrow(() -> new Broken(Reason.CERTIFICATE, "the certificates can be read"));
    require(
        signer.key().algorithm() == reference.algorithm(),
        Reason.ALGORITHM,
        "the algorithm fits the key");
    X509Certificate leaf =
        switch (trust.check(signer.chain(), at)) {
          case CertificateTrust.Trust.Trusted(X509Certificate trusted) -> trusted;
          case CertificateTrust.Trust.Untrusted(String reason) ->
              throw new Broken(Reason.UNTRUSTED, reason);
        };
    require(KeyUsages.allowSigning(leaf), Reason.UNTRUSTED, "the certificate is for signing");
    require(
        signer.key().verifies(signature.signedBytes(), signature.value()),
        Reason.SIGNATURE,
        "the value verifies");
    certificates.remember(signer);
    return new Genuine(readAgain(canonical), leaf);
  }

  private static Element readAgain(byte[] canonical) throws Broken {
    return switch (XmlDocuments.parse(canonical, CANONICAL)) {
      case Parsing.Parsed parsed -> parsed.document().getDocumentElement();
      case Parsing.Unreadable _ ->
          throw new Broken(Reason.OUT_OF_BOUNDS, "the element is within bounds");
    };
  }

  private static void require(boolean kept, Reason reason, String rule) throws Broken {
    if (!kept) {
      throw new Broken(reason, rule);
    }
  }
}
