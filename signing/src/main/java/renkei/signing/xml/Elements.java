package renkei.signing.xml;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Looks at direct children only. */
public final class Elements {

  private Elements() {}

  /** Whether a node is an element of that name. */
  public static boolean is(Node node, String namespace, String localName) {
    return node.getNodeType() == Node.ELEMENT_NODE
        && namespace.equals(node.getNamespaceURI())
        && localName.equals(node.getLocalName());
  }

  static List<Element> children(Element parent, String namespace, String localName) {
    List<Element> found = new ArrayList<>(1);
    for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (is(child, namespace, localName)) {
        found.add((Element) child);
      }
    }
    return found;
  }

  /** Whether no element follows it inside its parent. */
  static boolean isLast(Element element) {
    for (Node next = element.getNextSibling(); next != null; next = next.getNextSibling()) {
      if (next.getNodeType() == Node.ELEMENT_NODE) {
        return false;
      }
    }
    return true;
  }

  /** Whether text is nothing but XML's white space (XML 1.0, 2.3). */
  public static boolean isSpace(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
        return false;
      }
    }
    return true;
  }

  /** What text says in base64, with white space in it or not; empty for anything else. */
  public static Optional<byte[]> base64(String text) {
    try {
      return Optional.of(Base64.getDecoder().decode(withoutSpace(text)));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** Text without XML's white space. Copies what stands between in one go. */
  public static String withoutSpace(String text) {
    StringBuilder kept = new StringBuilder(text.length());
    int copied = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
        kept.append(text, copied, i);
        copied = i + 1;
      }
    }
    return kept.append(text, copied, text.length()).toString();
  }
}
