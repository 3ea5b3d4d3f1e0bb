package renkei.signing.xml;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;

/** The ids that signatures refer to. */
final class XmlIds {

  /** The attribute that carries a payload's id. */
  static final String ATTRIBUTE = "Id";

  /** An NCName in ASCII, which no reader needs tables for. */
  private static final Pattern FORM = Pattern.compile("[A-Za-z_][A-Za-z0-9._-]{0,127}");

  private XmlIds() {}

  /** The id of an element; empty if it has none or a malformed one. */
  static Optional<String> of(Element element) {
    return Optional.of(element.getAttributeNS(null, ATTRIBUTE))
        .filter(id -> FORM.matcher(id).matches());
  }

  /**
   * Whether exactly one element of the whole tree carries {@code id} in anything that some reader
   * may take for an id attribute.
   */
  static boolean isUnique(Element element, String id) {
    Node root = element;
    while (root.getParentNode() != null) {
      root = root.getParentNode();
    }
    int found = 0;
    for (Node node = root; node != null; node = next(node, root)) {
      if (node instanceof Element candidate && carries(candidate, id)) {
        found++;
      }
    }
    return found == 1;
  }

  private static boolean carries(Element element, String id) {
    if (!element.hasAttributes()) {
      return false;
    }
    NamedNodeMap attributes = element.getAttributes();
    for (int i = 0; i < attributes.getLength(); i++) {
      Attr attribute = (Attr) attributes.item(i);
      if (attribute.getValue().equals(id)
          && (attribute.isId() || localName(attribute).equalsIgnoreCase(ATTRIBUTE))) {
        return true;
      }
    }
    return false;
  }

  /** An attribute set without regard to namespaces has a name only (DOM level 1). */
  private static String localName(Attr attribute) {
    String name = attribute.getLocalName();
    return name == null
        ? attribute.getName().substring(attribute.getName().lastIndexOf(':') + 1)
        : name;
  }

  /** The node after {@code node} in document order; null at the end. */
  static @Nullable Node next(Node node, Node root) {
    if (node.getFirstChild() != null) {
      return node.getFirstChild();
    }
    for (Node at = node; at != null && !at.isSameNode(root); at = at.getParentNode()) {
      if (at.getNextSibling() != null) {
        return at.getNextSibling();
      }
    }
    return null;
  }
}
