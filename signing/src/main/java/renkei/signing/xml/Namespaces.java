package renkei.signing.xml;

import java.util.HashMap;
import java.util.Map;
import javax.xml.XMLConstants;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;

/** Namespace names used here, and what declares a namespace. */
public final class Namespaces {

  /** XML Signature. */
  public static final String DS = "http://www.w3.org/2000/09/xmldsig#";

  /** XML Signature 1.1. */
  public static final String DS11 = "http://www.w3.org/2009/xmldsig11#";

  /** XML Encryption. */
  public static final String XENC = "http://www.w3.org/2001/04/xmlenc#";

  /** XML Encryption 1.1. */
  public static final String XENC11 = "http://www.w3.org/2009/xmlenc11#";

  private Namespaces() {}

  static boolean isDeclaration(Node attribute) {
    return XMLConstants.XMLNS_ATTRIBUTE_NS_URI.equals(attribute.getNamespaceURI());
  }

  /** The prefix a declaration binds; empty for the default namespace. */
  static String declaredPrefix(Node declaration) {
    return declaration.getPrefix() == null ? "" : declaration.getLocalName();
  }

  /** What the ancestors of a node declare. */
  static Map<String, String> inScopeAbove(Node node) {
    Map<String, String> bindings = new HashMap<>();
    for (Node above = node.getParentNode(); above != null; above = above.getParentNode()) {
      NamedNodeMap attributes = above.getAttributes();
      for (int i = 0; attributes != null && i < attributes.getLength(); i++) {
        Node attribute = attributes.item(i);
        if (isDeclaration(attribute)) {
          bindings.putIfAbsent(declaredPrefix(attribute), attribute.getNodeValue());
        }
      }
    }
    return bindings;
  }
}
