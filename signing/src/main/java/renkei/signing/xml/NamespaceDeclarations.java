package renkei.signing.xml;

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
   * @throws IllegalArgumentException if an element would need one prefix for two namespaces
   */
  static boolean complete(Element element) {
    NamespaceDeclarations declarations = new NamespaceDeclarations();
    declarations.complete(element, Namespaces.inScopeAbove(element));
    return declarations.added;
  }

  private void complete(Element element, Map<String, String> outer) {
    Map<String, String> scope = outer;
    // Most elements have no attributes, declare nothing and share the scope of the one around them.
    if (element.hasAttributes()) {
      List<Node> prefixed = new ArrayList<>();
      scope = within(outer, element.getAttributes(), prefixed);
      for (Node attribute : prefixed) {
        scope = declare(element, attribute, scope);
      }
    }
    scope = declare(element, element, scope);
    for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (child instanceof Element inner) {
        complete(inner, scope);
      }
    }
  }

  /** The scope inside an element, whose attributes that need a declaration are collected. */
  private static Map<String, String> within(
      Map<String, String> outer, NamedNodeMap attributes, List<Node> prefixed) {
    Map<String, String> own = new HashMap<>();
    for (int i = 0; i < attributes.getLength(); i++) {
      Node attribute = attributes.item(i);
      if (Namespaces.isDeclaration(attribute)) {
        own.put(Namespaces.declaredPrefix(attribute), attribute.getNodeValue());
      } else if (attribute.getPrefix() != null) {
        prefixed.add(attribute);
      }
    }
    return own.isEmpty() ? outer : and(outer, own);
  }

  /** Declares what a node's name needs, if it is not in scope, and returns the scope then. */
  private Map<String, String> declare(Element element, Node named, Map<String, String> scope) {
    String prefix = named.getPrefix() == null ? "" : named.getPrefix();
    String uri = named.getNamespaceURI() == null ? "" : named.getNamespaceURI();
    if (prefix.equals(XMLConstants.XML_NS_PREFIX) || uri.equals(scope.getOrDefault(prefix, ""))) {
      return scope;
    }
    if (element.hasAttributeNS(
        XMLConstants.XMLNS_ATTRIBUTE_NS_URI, prefix.isEmpty() ? "xmlns" : prefix)) {
      throw new IllegalArgumentException("payload has one prefix for two namespaces");
    }
    added = true;
    element.setAttributeNS(
        XMLConstants.XMLNS_ATTRIBUTE_NS_URI, prefix.isEmpty() ? "xmlns" : "xmlns:" + prefix, uri);
    return and(scope, Map.of(prefix, uri));
  }

  private static Map<String, String> and(Map<String, String> scope, Map<String, String> more) {
    Map<String, String> both = new HashMap<>(scope);
    both.putAll(more);
    return both;
  }
}
