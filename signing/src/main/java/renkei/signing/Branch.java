package renkei.signing;

import java.util.Base64;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Grows a small tree of elements of known namespaces. */
record Branch(Element element) {

  static Branch root(Document document, String namespace, String name) {
    return new Branch(document.createElementNS(namespace, name));
  }

  /** A new child in the same namespace. */
  Branch branch(String name) {
    return branch(String.valueOf(element.getNamespaceURI()), name);
  }

  Branch branch(String namespace, String name) {
    Element child = element.getOwnerDocument().createElementNS(namespace, name);
    element.appendChild(child);
    return new Branch(child);
  }

  Branch algorithm(String uri) {
    return attribute("Algorithm", uri);
  }

  Branch attribute(String name, String value) {
    element.setAttributeNS(null, name, value);
    return this;
  }

  Branch text(String text) {
    element.appendChild(element.getOwnerDocument().createTextNode(text));
    return this;
  }

  Branch base64(byte[] value) {
    return text(Base64.getEncoder().encodeToString(value));
  }
}
