package renkei.signing.xml;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import javax.xml.XMLConstants;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Attr;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;

/**
 * Writes a node so that reading it gives the same node: characters are escaped as Canonical XML
 * escapes them, since a bare carriage return would not survive, and missing namespace declarations
 * are added.
 */
final class XmlWriter {

  private final StringBuilder out = new StringBuilder(4096);

  /** Prefix to namespace for each open element, innermost first. */
  private final Deque<Map<String, String>> scopes = new ArrayDeque<>();

  private XmlWriter() {}

  static byte[] write(Node node) {
    XmlWriter writer = new XmlWriter();
    writer.write(node, Namespaces.inScopeAbove(node));
    return writer.out.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void write(Node node, Map<String, String> declare) {
    switch (node.getNodeType()) {
      case Node.DOCUMENT_NODE, Node.DOCUMENT_FRAGMENT_NODE -> writeChildren(node);
      case Node.ELEMENT_NODE -> writeElement(node, declare);
      case Node.TEXT_NODE, Node.CDATA_SECTION_NODE -> Escaping.text(node.getNodeValue(), out);
      case Node.COMMENT_NODE -> out.append("<!--").append(node.getNodeValue()).append("-->");
      case Node.PROCESSING_INSTRUCTION_NODE -> writeInstruction(node);
      default ->
          throw new IllegalArgumentException("cannot write node of type " + node.getNodeType());
    }
  }

  private void writeChildren(Node node) {
    for (Node child = node.getFirstChild(); child != null; child = child.getNextSibling()) {
      write(child, Map.of());
    }
  }

  private void writeElement(Node element, Map<String, String> declare) {
    Map<String, String> declared = new HashMap<>(declare);
    NamedNodeMap attributes = element.getAttributes();
    for (int i = 0; i < attributes.getLength(); i++) {
      Attr attribute = (Attr) attributes.item(i);
      if (Namespaces.isDeclaration(attribute)) {
        declared.put(Namespaces.declaredPrefix(attribute), attribute.getValue());
      }
    }
    scopes.push(declared);
    need(element, declared);
    for (int i = 0; i < attributes.getLength(); i++) {
      Node attribute = attributes.item(i);
      if (attribute.getPrefix() != null && !Namespaces.isDeclaration(attribute)) {
        need(attribute, declared);
      }
    }
    out.append('<').append(element.getNodeName());
    declared.forEach(
        (prefix, uri) -> writeAttribute(prefix.isEmpty() ? "xmlns" : "xmlns:" + prefix, uri));
    for (int i = 0; i < attributes.getLength(); i++) {
      Node attribute = attributes.item(i);
      if (!Namespaces.isDeclaration(attribute)) {
        writeAttribute(attribute.getNodeName(), attribute.getNodeValue());
      }
    }
    out.append('>');
    writeChildren(element);
    out.append("</").append(element.getNodeName()).append('>');
    scopes.pop();
  }

  private void need(Node named, Map<String, String> declared) {
    String prefix = named.getPrefix() == null ? "" : named.getPrefix();
    String uri = named.getNamespaceURI() == null ? "" : named.getNamespaceURI();
    if (!uri.equals(lookUp(prefix))) {
      declared.put(prefix, uri);
    }
  }

  private @Nullable String lookUp(String prefix) {
    if (prefix.equals(XMLConstants.XML_NS_PREFIX)) {
      return XMLConstants.XML_NS_URI;
    }
    for (Map<String, String> scope : scopes) {
      String uri = scope.get(prefix);
      if (uri != null) {
        return uri;
      }
    }
    return prefix.isEmpty() ? "" : null;
  }

  private void writeAttribute(String name, String value) {
    out.append(' ').append(name).append("=\"");
    Escaping.attribute(value, out);
    out.append('"');
  }

  private void writeInstruction(Node instruction) {
    out.append("<?").append(instruction.getNodeName());
    if (!instruction.getNodeValue().isEmpty()) {
      out.append(' ').append(instruction.getNodeValue());
    }
    out.append("?>");
  }
}
