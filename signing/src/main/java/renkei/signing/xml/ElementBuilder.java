package renkei.signing.xml;

import java.util.Base64;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Builds elements of known namespaces, child by child. */
public record ElementBuilder(Element element) {

  /** A new element without a parent. */
  public static ElementBuilder root(Document document, String namespace, String name) {
    return new ElementBuilder(document.createElementNS(namespace, name));
  }

  /** A new child in the same namespace. */
  public ElementBuilder child(String name) {
    return child(String.valueOf(element.getNamespaceURI()), name);
  }

  /** A new child, added as the last one. */
  public ElementBuilder child(String namespace, String name) {
    Element child = element.getOwnerDocument().createElementNS(namespace, name);
    element.appendChild(child);
    return new ElementBuilder(child);
  }

  /** With an attribute {@code Algorithm}. */
  public ElementBuilder algorithm(String uri) {
    return attribute("Algorithm", uri);
  }

  /** With an attribute without a namespace. */
  public ElementBuilder attribute(String name, String value) {
    element.setAttributeNS(null, name, value);
    return this;
  }

  /** With text behind what is there. */
  public ElementBuilder text(String text) {
    element.appendChild(element.getOwnerDocument().createTextNode(text));
    return this;
  }

  /** With base64 as text, on one line. */
  public ElementBuilder base64(byte[] value) {
    return text(Base64.getEncoder().encodeToString(value));
  }
}
