package renkei.testagencies.message;

import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.DOMImplementation;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** An element that is being written, in the namespace of the national contract. */
final class ElementWriter {

  static final String NAMESPACE = "urn:renkei:national:2";

  /** Stateless in the JDK; finding it anew for each message would cost more than the message. */
  private static final DOMImplementation DOM = dom();

  private final Element element;

  private ElementWriter(Element element) {
    this.element = element;
  }

  /** The root of a new document. */
  ElementWriter(String name, String id) {
    Document document = DOM.createDocument(NAMESPACE, "n:" + name, null);
    element = document.getDocumentElement();
    element.setAttributeNS(XMLConstants.XMLNS_ATTRIBUTE_NS_URI, "xmlns:n", NAMESPACE);
    if (!id.isEmpty()) {
      element.setAttributeNS(null, "Id", id);
      element.setAttributeNS(null, "Version", "2.0");
    }
  }

  Element element() {
    return element;
  }

  ElementWriter child(String name) {
    Element child = element.getOwnerDocument().createElementNS(NAMESPACE, "n:" + name);
    element.appendChild(child);
    return new ElementWriter(child);
  }

  /** Appends a child that holds the value's text and returns this. */
  ElementWriter add(String name, Object value) {
    child(name).element.setTextContent(value.toString());
    return this;
  }

  /** Moves an element of another document here. */
  void adopt(Element foreign) {
    element.appendChild(element.getOwnerDocument().importNode(foreign, true));
  }

  private static DOMImplementation dom() {
    try {
      return DocumentBuilderFactory.newInstance().newDocumentBuilder().getDOMImplementation();
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("the JDK's XML parser does not work", e);
    }
  }
}
