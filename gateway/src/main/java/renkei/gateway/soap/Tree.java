package renkei.gateway.soap;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.DOMImplementation;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Builds one message of the national contract. */
final class Tree {

  private static final DOMImplementation DOM = dom();

  private final Document document;
  private final Element element;

  private Tree(Document document, Element element) {
    this.document = document;
    this.element = element;
  }

  /** A root that will be signed. */
  static Tree signedRoot(String name, String id) {
    Tree root = root(name);
    root.element.setAttributeNS(null, "Id", id);
    return root;
  }

  static Tree root(String name) {
    @Nullable Document created = DOM.createDocument(Wire.NAMESPACE, "n:" + name, null);
    Document document = Objects.requireNonNull(created);
    Element element = document.getDocumentElement();
    element.setAttributeNS(XMLConstants.XMLNS_ATTRIBUTE_NS_URI, "xmlns:n", Wire.NAMESPACE);
    return new Tree(document, element);
  }

  Tree child(String name) {
    Element child = document.createElementNS(Wire.NAMESPACE, "n:" + name);
    element.appendChild(child);
    return new Tree(document, child);
  }

  Tree text(String name, String value) {
    Element child = document.createElementNS(Wire.NAMESPACE, "n:" + name);
    child.appendChild(document.createTextNode(value));
    element.appendChild(child);
    return this;
  }

  Tree text(String name, UUID value) {
    return text(name, value.toString());
  }

  Tree text(String name, Instant value) {
    return text(name, value.toString());
  }

  Tree text(String name, Enum<?> value) {
    return text(name, value.name());
  }

  /** Takes over an element of another document. */
  Tree adopt(Element foreign) {
    element.appendChild(Objects.requireNonNull(document.adoptNode(foreign), "not adoptable"));
    return this;
  }

  Element element() {
    return element;
  }

  private static DOMImplementation dom() {
    try {
      return DocumentBuilderFactory.newDefaultNSInstance()
          .newDocumentBuilder()
          .getDOMImplementation();
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("the JDK has no XML parser", e);
    }
  }
}
