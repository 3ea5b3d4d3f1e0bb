package renkei.signing;

import java.util.ArrayList;
import java.util.List;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Looks at direct children only. */
final class Elements {

  private Elements() {}

  static boolean is(Node node, String namespace, String localName) {
    return node.getNodeType() == Node.ELEMENT_NODE
        && namespace.equals(node.getNamespaceURI())
        && localName.equals(node.getLocalName());
  }

  static List<Element> children(Element parent, String namespace, String localName) {
    List<Element> found = new ArrayList<>(1);
    for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (is(child, namespace, localName)) {
        found.add((Element) child);
      }
    }
    return found;
  }
}
