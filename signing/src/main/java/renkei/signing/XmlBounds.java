package renkei.signing;

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
}
