package renkei.signing.seal;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import renkei.signing.KeyId;
import renkei.signing.algorithm.DigestAlgorithm;
import renkei.signing.algorithm.NamedCurve;
import renkei.signing.algorithm.SealAlgorithms;
import renkei.signing.xml.Elements;
import renkei.signing.xml.Namespaces;

/**
 * A seal as it was read: exactly the elements {@link AgreementSealer} writes, in its order, white
 * space between them. Attributes beyond its own say nothing here and are passed over: what the seal
 * is tied to is compared with the carrying message, and the content is authenticated.
 *
 * @param keys the content key, wrapped once for each receiver
 * @param box nonce, ciphertext and tag
 */
@SuppressWarnings("ArrayRecordComponent")
record Seal(List<WrappedKey> keys, byte[] box) {

  /** Receivers of one seal; neither made nor read beyond that. */
  static final int MOST_RECEIVERS = 64;

  /** The content key for one receiver. */
  @SuppressWarnings("ArrayRecordComponent")
  record WrappedKey(
      KeyId receiver, KeyWrapping wrapping, NamedCurve curve, byte[] point, byte[] wrapped) {}

  /** Leaves the reading: not the shape of a seal. */
  static final class Malformed extends Exception {
    Malformed() {
      super("malformed seal", null, false, false);
    }
  }

  static Seal read(Element data) throws Malformed {
    require(Elements.is(data, Namespaces.XENC, "EncryptedData"));
    List<Element> parts = children(data, 3);
    requireMethod(parts.get(0), Namespaces.XENC, "EncryptionMethod", SealAlgorithms.CONTENT);
    require(Elements.is(parts.get(1), Namespaces.DS, "KeyInfo"));
    List<Element> encryptedKeys = children(parts.get(1));
    require(!encryptedKeys.isEmpty() && encryptedKeys.size() <= MOST_RECEIVERS);
    List<WrappedKey> keys = new ArrayList<>(encryptedKeys.size());
    for (Element encryptedKey : encryptedKeys) {
      keys.add(readKey(encryptedKey));
    }
    return new Seal(keys, cipherValue(parts.get(2)));
  }

  private static WrappedKey readKey(Element encryptedKey) throws Malformed {
    require(Elements.is(encryptedKey, Namespaces.XENC, "EncryptedKey"));
    List<Element> parts = children(encryptedKey, 3);
    requireMethod(parts.get(0), Namespaces.XENC, "EncryptionMethod", SealAlgorithms.WRAP);
    require(Elements.is(parts.get(1), Namespaces.DS, "KeyInfo"));
    Element agreement = children(parts.get(1), 1).getFirst();
    require(Elements.is(agreement, Namespaces.XENC, "AgreementMethod"));
    require(agreement.getAttributeNS(null, "Algorithm").equals(SealAlgorithms.AGREEMENT));
    List<Element> steps = children(agreement, 3);
    KeyWrapping wrapping = readDerivation(steps.get(0));
    Element value =
        only(
            only(
                named(steps.get(1), Namespaces.XENC, "OriginatorKeyInfo"),
                Namespaces.DS,
                "KeyValue"),
            Namespaces.DS11,
            "ECKeyValue");
    List<Element> curveAndPoint = children(value, 2);
    NamedCurve curve =
        NamedCurve.named(
                named(curveAndPoint.get(0), Namespaces.DS11, "NamedCurve")
                    .getAttributeNS(null, "URI"))
            .orElseThrow(Malformed::new);
    byte[] point = base64(named(curveAndPoint.get(1), Namespaces.DS11, "PublicKey"));
    Element digest =
        only(
            only(
                named(steps.get(2), Namespaces.XENC, "RecipientKeyInfo"),
                Namespaces.DS,
                "X509Data"),
            Namespaces.DS11,
            "X509Digest");
    require(digest.getAttributeNS(null, "Algorithm").equals(DigestAlgorithm.SHA256.uri()));
    KeyId receiver = new KeyId(Base64.getEncoder().encodeToString(base64(digest)));
    return new WrappedKey(receiver, wrapping, curve, point, cipherValue(parts.get(2)));
  }

  private static KeyWrapping readDerivation(Element method) throws Malformed {
    require(Elements.is(method, Namespaces.XENC11, "KeyDerivationMethod"));
    require(method.getAttributeNS(null, "Algorithm").equals(SealAlgorithms.DERIVATION));
    Element parameters = only(method, Namespaces.XENC11, "ConcatKDFParams");
    requireMethod(
        children(parameters, 1).getFirst(),
        Namespaces.DS,
        "DigestMethod",
        DigestAlgorithm.SHA256.uri());
    return new KeyWrapping(
        parameters.getAttributeNS(null, "AlgorithmID"),
        parameters.getAttributeNS(null, "PartyUInfo"),
        parameters.getAttributeNS(null, "PartyVInfo"),
        parameters.getAttributeNS(null, "SuppPubInfo"));
  }

  private static void requireMethod(
      Element method, String namespace, String localName, String algorithm) throws Malformed {
    require(Elements.is(method, namespace, localName));
    require(method.getAttributeNS(null, "Algorithm").equals(algorithm));
    require(children(method).isEmpty());
  }

  private static byte[] cipherValue(Element cipherData) throws Malformed {
    return base64(
        only(named(cipherData, Namespaces.XENC, "CipherData"), Namespaces.XENC, "CipherValue"));
  }

  private static Element only(Element parent, String namespace, String localName) throws Malformed {
    return named(children(parent, 1).getFirst(), namespace, localName);
  }

  private static Element named(Element element, String namespace, String localName)
      throws Malformed {
    require(Elements.is(element, namespace, localName));
    return element;
  }

  private static List<Element> children(Element parent, int count) throws Malformed {
    List<Element> children = children(parent);
    require(children.size() == count);
    return children;
  }

  private static List<Element> children(Element parent) throws Malformed {
    List<Element> children = new ArrayList<>(4);
    for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (child instanceof Element element) {
        children.add(element);
      } else {
        require(child.getNodeType() == Node.TEXT_NODE && Elements.isSpace(child.getNodeValue()));
      }
    }
    return children;
  }

  private static byte[] base64(Element element) throws Malformed {
    for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
      require(child.getNodeType() == Node.TEXT_NODE);
    }
    return Elements.base64(element.getTextContent()).orElseThrow(Malformed::new);
  }

  private static void require(boolean rule) throws Malformed {
    if (!rule) {
      throw new Malformed();
    }
  }
}
