package renkei.signing;

import java.util.HashMap;
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

  private NamespaceDeclarations() {}

  static void complete(Element element) {
    complete(element, Namespaces.inScopeAbove(element));
  }

  private static void complete(Element element, Map<String, String> outer) {
    Map<String, String> scope = new HashMap<>(outer);
    NamedNodeMap attributes = element.getAttributes();
    for (int i = 0; i < attributes.getLength(); i++) {
      Node attribute = attributes.item(i);
      if (Namespaces.isDeclaration(attribute)) {
        scope.put(Namespaces.declaredPrefix(attribute), attribute.getNodeValue());
      }
    }
    declare(element, element, scope);
    for (int i = attributes.getLength() - 1; i >= 0; i--) {
      Node attribute = attributes.item(i);
      if (attribute.getPrefix() != null && !Namespaces.isDeclaration(attribute)) {
        declare(element, attribute, scope);
      }
    }
    for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (child instanceof Element inner) {
        complete(inner, scope);
      }
    }
  }

  private static void declare(Element element, Node named, Map<String, String> scope) {
    String prefix = named.getPrefix() == null ? "" : named.getPrefix();
    String uri = named.getNamespaceURI() == null ? "" : named.getNamespaceURI();
    if (!prefix.equals(XMLConstants.XML_NS_PREFIX) && !uri.equals(scope.getOrDefault(prefix, ""))) {
      element.setAttributeNS(
          XMLConstants.XMLNS_ATTRIBUTE_NS_URI, prefix.isEmpty() ? "xmlns" : "xmlns:" + prefix, uri);
      scope.put(prefix, uri);
    }
  }
}
