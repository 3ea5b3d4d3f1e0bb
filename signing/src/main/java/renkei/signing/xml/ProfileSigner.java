package renkei.signing.xml;

import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import javax.xml.XMLConstants;
import org.apache.xml.security.c14n.CanonicalizationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import renkei.signing.Certificates;
import renkei.signing.SigningIdentity;
import renkei.signing.SigningKey;

/** Writes signatures in exactly the shape {@link SignatureProfile} reads. */
final class ProfileSigner implements XmlSigner {

  /** Elements of a signature, those of certificates apart. */
  private static final int ELEMENTS_OF_SIGNATURE = 13;

  private final SigningKey key;
  private final List<String> certificates;
  private final Consumer<String> algorithms;

  /** What leaves room for the signature, so that the signed element can be verified. */
  private final XmlBounds bounds;

  /** Shows {@code algorithms} every algorithm before it is used. */
  ProfileSigner(SigningIdentity identity, Consumer<String> algorithms) {
    this.algorithms = algorithms;
    this.key = identity.signingKey();
    if (!key.algorithm().isForXml()) {
      throw new IllegalArgumentException(
          "XML Signature has no name for the algorithm of " + identity);
    }
    this.certificates = identity.chain().stream().map(ProfileSigner::base64).toList();
    XmlBounds whole = XmlBounds.MESSAGE;
    this.bounds =
        new XmlBounds(
            whole.maxBytes(),
            whole.maxDepth(),
            whole.maxElements() - ELEMENTS_OF_SIGNATURE - certificates.size(),
            whole.maxAttributes(),
            whole.maxNamespaces() - 1);
  }

  @Override
  public void sign(Element payload) {
    algorithms.accept(key.algorithm().uri());
    algorithms.accept(key.algorithm().digest().uri());
    String id =
        XmlIds.of(payload)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "payload without an Id of the form of an XML name"));
    if (!XmlIds.isUnique(payload, id)) {
      throw new IllegalArgumentException("payload's Id occurs twice in its document");
    }
    if (!Elements.children(payload, Namespaces.DS, "Signature").isEmpty()) {
      throw new IllegalArgumentException("payload carries a signature already");
    }
    requireBounds(payload);
    if (NamespaceDeclarations.complete(payload)) {
      requireBounds(payload);
    }
    SignedInfo signedInfo =
        new SignedInfo(key.algorithm(), id, key.algorithm().digest(), digest(payload));
    byte[] value = key.sign(signedInfo.canonicalBytes());
    payload.appendChild(signature(payload.getOwnerDocument(), signedInfo, value));
  }

  private void requireBounds(Element payload) {
    if (!bounds.hold(payload)) {
      throw new IllegalArgumentException("payload is not within the bounds of a message");
    }
  }

  private byte[] digest(Element payload) {
    try {
      byte[] canonical = Canonical.bytes(payload, null);
      if (!Canonical.isReadable(canonical)) {
        throw new IllegalArgumentException("payload has characters that XML does not allow");
      }
      return key.algorithm().digest().create().digest(canonical);
    } catch (CanonicalizationException e) {
      throw new IllegalArgumentException(
          "payload has no canonical form within the bounds of a message", e);
    }
  }

  private Element signature(Document document, SignedInfo signedInfo, byte[] value) {
    ElementBuilder signature = ElementBuilder.root(document, Namespaces.DS, "ds:Signature");
    signature
        .element()
        .setAttributeNS(XMLConstants.XMLNS_ATTRIBUTE_NS_URI, "xmlns:ds", Namespaces.DS);
    ElementBuilder info = signature.child("ds:SignedInfo");
    info.child("ds:CanonicalizationMethod").algorithm(Canonical.URI);
    info.child("ds:SignatureMethod").algorithm(signedInfo.algorithm().uri());
    ElementBuilder reference =
        info.child("ds:Reference").attribute("URI", "#" + signedInfo.referenceId());
    ElementBuilder transforms = reference.child("ds:Transforms");
    transforms.child("ds:Transform").algorithm(SignedInfo.ENVELOPED);
    transforms.child("ds:Transform").algorithm(Canonical.URI);
    reference.child("ds:DigestMethod").algorithm(signedInfo.digest().uri());
    reference.child("ds:DigestValue").base64(signedInfo.digestValue());
    signature.child("ds:SignatureValue").base64(value);
    ElementBuilder data = signature.child("ds:KeyInfo").child("ds:X509Data");
    certificates.forEach(certificate -> data.child("ds:X509Certificate").text(certificate));
    return signature.element();
  }

  private static String base64(X509Certificate certificate) {
    return Base64.getEncoder().encodeToString(Certificates.encoded(certificate));
  }
}
