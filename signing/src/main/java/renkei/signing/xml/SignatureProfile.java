package renkei.signing.xml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.xml.security.c14n.CanonicalizationException;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import renkei.signing.algorithm.DigestAlgorithm;
import renkei.signing.algorithm.SignatureAlgorithm;

/**
 * Reads a {@code ds:Signature} by the one strict profile and by no other rule: every element, every
 * attribute and their order are checked before any cryptography runs. There is nothing to resolve,
 * to transform or to choose for whoever wrote it.
 *
 * @param signedInfo the element that the value signs
 * @param reference what it says
 * @param value the signature value
 * @param certificates base64 of the signer's chain without white space, leaf first
 */
@SuppressWarnings("ArrayRecordComponent")
record SignatureProfile(
    Element signedInfo, SignedInfo reference, byte[] value, List<String> certificates) {

  private static final String ATTRIBUTES = "an element has its one attribute or none";

  private static final int MOST_CERTIFICATES = 8;
  private static final int LONGEST_CERTIFICATE = 16 * 1024;
  private static final int LONGEST_VALUE = 2 * 1024;

  /** Leaves the reading with the rule that was broken. */
  static final class Broken extends Exception {

    private final Verification.Reason reason;
    private final String rule;

    Broken(Verification.Reason reason, String rule) {
      super(rule, null, false, false);
      this.reason = reason;
      this.rule = rule;
    }

    /** The rule in words; without anything of the content. */
    String rule() {
      return rule;
    }

    Verification.Reason reason() {
      return reason;
    }
  }

  /**
   * Reads a signature.
   *
   * @param id what the one reference must point at
   */
  static SignatureProfile read(Element signature, String id) throws Broken {
    requireAttributes(signature);
    List<Element> parts = children(signature);
    require(
        parts.size() == 3, "a signature has SignedInfo, SignatureValue and KeyInfo, nothing else");
    Element info = named(parts.get(0), "SignedInfo");
    SignedInfo reference = readSignedInfo(info, id);
    byte[] value = base64(named(parts.get(1), "SignatureValue"), LONGEST_VALUE);
    List<String> certificates = readKeyInfo(named(parts.get(2), "KeyInfo"));
    return new SignatureProfile(info, reference, value, certificates);
  }

  /**
   * What the value signs: {@code SignedInfo} in canonical form. As most are written, that form is
   * known from what was read.
   */
  byte[] signedBytes() throws CanonicalizationException {
    return reference.isWrittenIn(signedInfo)
        ? reference.canonicalBytes()
        : Canonical.bytes(signedInfo, null);
  }

  private static SignedInfo readSignedInfo(Element info, String id) throws Broken {
    requireAttributes(info);
    List<Element> parts = children(info);
    require(
        parts.size() == 3,
        "SignedInfo has CanonicalizationMethod, SignatureMethod and one Reference");
    require(
        algorithm(named(parts.get(0), "CanonicalizationMethod")).equals(Canonical.URI),
        "SignedInfo is canonicalised exclusively, without comments");
    SignatureAlgorithm algorithm =
        accepted(SignatureAlgorithm.namedInXml(algorithm(named(parts.get(1), "SignatureMethod"))));
    Element reference = named(parts.get(2), "Reference");
    requireAttributes(reference, "URI");
    require(
        reference.getAttributeNS(null, "URI").equals("#" + id),
        "the reference points at the element's own id");
    parts = children(reference);
    require(parts.size() == 3, "a reference has Transforms, DigestMethod and DigestValue");
    readTransforms(named(parts.get(0), "Transforms"));
    DigestAlgorithm digest =
        accepted(DigestAlgorithm.named(algorithm(named(parts.get(1), "DigestMethod"))));
    byte[] digestValue = base64(named(parts.get(2), "DigestValue"), LONGEST_VALUE);
    require(digestValue.length == digest.length(), "a digest value has the digest's length");
    return new SignedInfo(algorithm, id, digest, digestValue);
  }

  private static void readTransforms(Element transforms) throws Broken {
    requireAttributes(transforms);
    List<Element> steps = children(transforms);
    require(steps.size() == 2, "two transforms: enveloped signature, exclusive canonicalisation");
    require(
        algorithm(named(steps.get(0), "Transform")).equals(SignedInfo.ENVELOPED),
        "two transforms: enveloped signature, exclusive canonicalisation");
    require(
        algorithm(named(steps.get(1), "Transform")).equals(Canonical.URI),
        "two transforms: enveloped signature, exclusive canonicalisation");
  }

  private static List<String> readKeyInfo(Element keyInfo) throws Broken {
    requireAttributes(keyInfo);
    List<Element> parts = children(keyInfo);
    require(parts.size() == 1, "KeyInfo has X509Data and nothing else");
    Element data = named(parts.getFirst(), "X509Data");
    requireAttributes(data);
    List<Element> found = children(data);
    require(
        !found.isEmpty() && found.size() <= MOST_CERTIFICATES,
        "X509Data has one to eight certificates");
    List<String> certificates = new ArrayList<>(found.size());
    for (Element certificate : found) {
      certificates.add(text(named(certificate, "X509Certificate"), LONGEST_CERTIFICATE));
    }
    return certificates;
  }

  /** The algorithm of an element that has nothing but this attribute. */
  private static String algorithm(Element method) throws Broken {
    requireAttributes(method, "Algorithm");
    require(children(method).isEmpty(), "an algorithm has no parameters");
    return method.getAttributeNS(null, "Algorithm");
  }

  private static Element named(Element element, String localName) throws Broken {
    require(Elements.is(element, Namespaces.DS, localName), "here stands " + localName);
    return element;
  }

  /** Child elements; between them nothing but white space. */
  private static List<Element> children(Element parent) throws Broken {
    List<Element> children = new ArrayList<>(4);
    for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (child instanceof Element element) {
        children.add(element);
      } else {
        require(
            child.getNodeType() == Node.TEXT_NODE && Elements.isSpace(child.getNodeValue()),
            "between elements is nothing but white space");
      }
    }
    return children;
  }

  /** Exactly this attribute, or none; namespace declarations apart. */
  private static void requireAttributes(Element element, String... names) throws Broken {
    int count = 0;
    NamedNodeMap attributes = element.getAttributes();
    for (int i = 0; i < attributes.getLength(); i++) {
      if (!Namespaces.isDeclaration(attributes.item(i))) {
        count++;
      }
    }
    require(count == names.length, ATTRIBUTES);
    for (String name : names) {
      require(element.hasAttributeNS(null, name), ATTRIBUTES);
    }
  }

  private static byte[] base64(Element element, int longest) throws Broken {
    requireAttributes(element);
    return Elements.base64(text(element, longest))
        .orElseThrow(() -> new Broken(Verification.Reason.PROFILE, "a value is base64"));
  }

  /** Text without white space; nothing but text may be inside. */
  private static String text(Element element, int longest) throws Broken {
    requireAttributes(element);
    StringBuilder text = new StringBuilder();
    for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
      require(child.getNodeType() == Node.TEXT_NODE, "a value is nothing but text");
      require(
          text.length() + child.getNodeValue().length() <= longest, "a value is of bounded length");
      text.append(child.getNodeValue());
    }
    return Elements.withoutSpace(text.toString());
  }

  private static <T> T accepted(Optional<T> algorithm) throws Broken {
    return algorithm.orElseThrow(
        () -> new Broken(Verification.Reason.ALGORITHM, "the algorithm is on the list"));
  }

  private static void require(boolean kept, String rule) throws Broken {
    if (!kept) {
      throw new Broken(Verification.Reason.PROFILE, rule);
    }
  }
}
