package renkei.signing.xml;

import java.util.Base64;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Grows a small tree of elements of known namespaces. */
public record Branch(Element element) {

  public static Branch root(Document document, String namespace, String name) {
    return new Branch(document.createElementNS(namespace, name));
  }

  /** A new child in the same namespace. */
  public Branch branch(String name) {
    return branch(String.valueOf(element.getNamespaceURI()), name);
  }

  public Branch branch(String namespace, String name) {
    Element child = element.getOwnerDocument().createElementNS(namespace, name);
    element.appendChild(child);
    return new Branch(child);
  }

  public Branch algorithm(String uri) {
    return attribute("Algorithm", uri);
  }

  public Branch attribute(String name, String value) {
    element.setAttributeNS(null, name, value);
    return this;
  }

  public Branch text(String text) {
    element.appendChild(element.getOwnerDocument().createTextNode(text));
    return this;
  }

  public Branch base64(byte[] value) {
    return text(Base64.getEncoder().encodeToString(value));
  }
}
