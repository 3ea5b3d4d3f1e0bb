package renkei.gateway.contract;

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
final class ElementWriter {

  private static final DOMImplementation DOM = dom();

  private final Document document;
  private final Element element;

  private ElementWriter(Document document, Element element) {
    this.document = document;
    this.element = element;
  }

  /** A root that will be signed. */
  static ElementWriter signedRoot(String name, String id) {
    ElementWriter root = root(name);
    root.element.setAttributeNS(null, "Id", id);
    root.element.setAttributeNS(null, "Version", Spoken.VERSION);
    return root;
  }

  static ElementWriter root(String name) {
    @Nullable Document created = DOM.createDocument(NationalContract.NAMESPACE, "n:" + name, null);
    Document document = Objects.requireNonNull(created);
    Element element = document.getDocumentElement();
    element.setAttributeNS(
        XMLConstants.XMLNS_ATTRIBUTE_NS_URI, "xmlns:n", NationalContract.NAMESPACE);
    return new ElementWriter(document, element);
  }

  ElementWriter child(String name) {
    Element child = document.createElementNS(NationalContract.NAMESPACE, "n:" + name);
    element.appendChild(child);
    return new ElementWriter(document, child);
  }

  ElementWriter text(String name, String value) {
    Element child = document.createElementNS(NationalContract.NAMESPACE, "n:" + name);
    child.appendChild(document.createTextNode(value));
    element.appendChild(child);
    return this;
  }

  ElementWriter text(String name, UUID value) {
    return text(name, value.toString());
  }

  ElementWriter text(String name, Instant value) {
    return text(name, value.toString());
  }

  ElementWriter text(String name, Enum<?> value) {
    return text(name, value.name());
  }

  /** Takes over an element of another document. */
  ElementWriter adopt(Element foreign) {
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
