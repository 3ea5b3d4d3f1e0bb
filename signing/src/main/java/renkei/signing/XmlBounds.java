package renkei.signing;

import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * How large a document may be before reading it stops.
 *
 * @param maxBytes length of the encoded document
 * @param maxDepth elements inside one another, the root counting as one
 * @param maxElements elements in the whole document
 * @param maxAttributes attributes and namespace declarations of any one element
 */
public record XmlBounds(int maxBytes, int maxDepth, int maxElements, int maxAttributes) {

  /** For one message: 2 MiB, 64 levels, 100,000 elements, 64 attributes an element. */
  public static final XmlBounds MESSAGE = new XmlBounds(2 * 1024 * 1024, 64, 100_000, 64);

  /**
   * Refuses bounds that let nothing through.
   *
   * @throws IllegalArgumentException unless all are positive
   */
  public XmlBounds {
    if (maxBytes < 1 || maxDepth < 1 || maxElements < 1 || maxAttributes < 1) {
      throw new IllegalArgumentException("XML bounds must all be positive");
    }
  }

  /**
   * Whether a tree that may not come from {@link XmlDocuments#parse} is within these bounds, its
   * length apart, and has nothing in it that cannot be canonicalised. Walks without recursion.
   */
  boolean hold(Element root) {
    int elements = 0;
    int depth = 0;
    for (Node node = root; node != null; ) {
      switch (node.getNodeType()) {
        case Node.ELEMENT_NODE -> {
          elements++;
          if (elements > maxElements || node.getAttributes().getLength() > maxAttributes) {
            return false;
          }
        }
        case Node.ENTITY_REFERENCE_NODE, Node.DOCUMENT_TYPE_NODE -> {
          return false;
        }
        default -> {}
      }
      if (node.getFirstChild() != null) {
        depth++;
        if (depth > maxDepth) {
          return false;
        }
        node = node.getFirstChild();
        continue;
      }
      while (node != null && !node.isSameNode(root) && node.getNextSibling() == null) {
        node = node.getParentNode();
        depth--;
      }
      node = node == null || node.isSameNode(root) ? null : node.getNextSibling();
    }
    return true;
  }
}
