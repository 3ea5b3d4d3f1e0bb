package renkei.signing.xml;

import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;

/**
 * How large a document may be before reading it stops.
 *
 * @param maxBytes length of the encoded document
 * @param maxDepth elements inside one another, the root counting as one
 * @param maxElements elements in the whole document
 * @param maxAttributes attributes and namespace declarations of any one element
 * @param maxNamespaces declarations in scope at any one element, those that others hide included:
 *     canonicalising looks at all of them for each element
 */
public record XmlBounds(
    int maxBytes, int maxDepth, int maxElements, int maxAttributes, int maxNamespaces) {

  /**
   * For one message: 2 MiB, 64 levels, 100,000 elements, 64 attributes an element, 64 declarations
   * in scope.
   */
  public static final XmlBounds MESSAGE = new XmlBounds(2 * 1024 * 1024, 64, 100_000, 64, 64);

  /**
   * Refuses bounds that let nothing through.
   *
   * @throws IllegalArgumentException unless all are positive
   */
  public XmlBounds {
    if (maxBytes < 1 || maxDepth < 1 || maxElements < 1 || maxAttributes < 1 || maxNamespaces < 1) {
      throw new IllegalArgumentException("XML bounds must all be positive");
    }
  }

  /**
   * Whether a tree that may not come from {@link XmlDocuments#parse} is within these bounds, its
   * length apart, and has nothing in it that cannot be canonicalised. What is declared above the
   * root is in its scope.
   */
  boolean hold(Element root) {
    return new Walk().holds(root, 1, Namespaces.inScopeAbove(root).size());
  }

  /** Goes down as far as a tree may be deep, and no further. */
  private final class Walk {

    private int elements;

    private boolean holds(Node node, int depth, int inScope) {
      return switch (node.getNodeType()) {
        case Node.ELEMENT_NODE -> holdsElement(node, depth, inScope);
        case Node.ENTITY_REFERENCE_NODE, Node.DOCUMENT_TYPE_NODE -> false;
        default -> true;
      };
    }

    private boolean holdsElement(Node element, int depth, int inScope) {
      elements++;
      if (elements > maxElements || depth > maxDepth) {
        return false;
      }
      int within = inScope;
      if (element.hasAttributes()) {
        NamedNodeMap attributes = element.getAttributes();
        if (attributes.getLength() > maxAttributes) {
          return false;
        }
        for (int i = 0; i < attributes.getLength(); i++) {
          within += Namespaces.isDeclaration(attributes.item(i)) ? 1 : 0;
        }
      }
      if (within > maxNamespaces) {
        return false;
      }
      for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
        if (!holds(child, depth + 1, within)) {
          return false;
        }
      }
      return true;
    }
  }
}
