package renkei.signing.xml;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import renkei.signing.algorithm.DigestAlgorithm;
import renkei.signing.algorithm.SignatureAlgorithm;

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
    return "<ds:SignedInfo xmlns:ds=\""
        + Namespaces.DS
        + "\">"
        + empty("CanonicalizationMethod", Canonical.URI)
        + empty("SignatureMethod", algorithm.uri())
        + "<ds:Reference URI=\"#"
        + referenceId
        + "\"><ds:Transforms>"
        + empty("Transform", ENVELOPED)
        + empty("Transform", Canonical.URI)
        + "</ds:Transforms>"
        + empty("DigestMethod", digest.uri())
        + "<ds:DigestValue>"
        + digestText()
        + "</ds:DigestValue></ds:Reference></ds:SignedInfo>";
  }

  private static String empty(String name, String algorithm) {
    return "<ds:" + name + " Algorithm=\"" + algorithm + "\"></ds:" + name + ">";
  }

  private String digestText() {
    return Base64.getEncoder().encodeToString(digestValue);
  }

  /**
   * Whether an element that was read by the profile as this is also written as we write it, so that
   * its canonical form is {@link #canonical()}: prefix {@code ds} everywhere, declared above it and
   * nothing declared within, and no text but that of the digest.
   */
  boolean isWrittenIn(Element element) {
    if (!Namespaces.DS.equals(Namespaces.inScopeAbove(element).get("ds"))) {
      return false;
    }
    for (Node node = element; node != null; node = XmlIds.next(node, element)) {
      boolean same =
          node.getNodeType() == Node.ELEMENT_NODE
              ? "ds".equals(node.getPrefix()) && declaresNothing(node)
              : Elements.is(node.getParentNode(), Namespaces.DS, "DigestValue")
                  && digestText().equals(node.getNodeValue());
      if (!same) {
        return false;
      }
    }
    return true;
  }

  private static boolean declaresNothing(Node element) {
    NamedNodeMap attributes = element.getAttributes();
    for (int i = 0; i < attributes.getLength(); i++) {
      if (Namespaces.isDeclaration(attributes.item(i))) {
        return false;
      }
    }
    return true;
  }

  byte[] canonicalBytes() {
    return canonical().getBytes(StandardCharsets.UTF_8);
  }
}
