package renkei.signing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.XMLConstants;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;

/**
 * Adds the namespace declarations that a tree built by program lacks. Canonicalisation goes by
 * declarations; without them the signed bytes and the written document would differ.
 */
final class NamespaceDeclarations {

  private boolean added;

  private NamespaceDeclarations() {}

  /**
   * Completes an element and all below it, level by level: its depth must be bounded already.
   *
   * @return whether anything was missing
   */
  static boolean complete(Element element) {
    NamespaceDeclarations declarations = new NamespaceDeclarations();
    declarations.complete(element, Namespaces.inScopeAbove(element));
    return declarations.added;
  }

  private void complete(Element element, Map<String, String> outer) {
    Map<String, String> own = new HashMap<>();
    List<Node> named = new ArrayList<>();
    named.add(element);
    NamedNodeMap attributes = element.getAttributes();
    for (int i = attributes.getLength() - 1; i >= 0; i--) {
      Node attribute = attributes.item(i);
      if (Namespaces.isDeclaration(attribute)) {
        own.put(Namespaces.declaredPrefix(attribute), attribute.getNodeValue());
      } else if (attribute.getPrefix() != null) {
        named.add(attribute);
      }
    }
    for (Node node : named) {
      declare(element, node, own, outer);
    }
    Map<String, String> scope = own.isEmpty() ? outer : within(outer, own);
    for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (child instanceof Element inner) {
        complete(inner, scope);
      }
    }
  }

  private void declare(
      Element element, Node named, Map<String, String> own, Map<String, String> outer) {
    String prefix = named.getPrefix() == null ? "" : named.getPrefix();
    String uri = named.getNamespaceURI() == null ? "" : named.getNamespaceURI();
    if (prefix.equals(XMLConstants.XML_NS_PREFIX)
        || uri.equals(own.getOrDefault(prefix, outer.getOrDefault(prefix, "")))) {
      return;
    }
    added = true;
    element.setAttributeNS(
        XMLConstants.XMLNS_ATTRIBUTE_NS_URI, prefix.isEmpty() ? "xmlns" : "xmlns:" + prefix, uri);
    own.put(prefix, uri);
  }

  /** Most elements declare nothing and share the scope of the one around them. */
  private static Map<String, String> within(Map<String, String> outer, Map<String, String> own) {
    Map<String, String> scope = new HashMap<>(outer);
    scope.putAll(own);
    return scope;
  }
}
