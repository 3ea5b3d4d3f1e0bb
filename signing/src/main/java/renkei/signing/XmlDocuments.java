package renkei.signing;

import org.w3c.dom.Node;

/** Reads and writes XML so that signatures over it survive. Thread-safe. */
@SuppressWarnings("DoNotCallSuggester")
public final class XmlDocuments {

  private XmlDocuments() {}

  /**
   * Reads a document: namespace-aware, without any document type declaration, entity or external
   * reference, within bounds. Never throws on bad input.
   */
  public static Parsing parse(byte[] xml, XmlBounds bounds) {
    throw new UnsupportedOperationException();
  }

  /**
   * Writes a node as UTF-8 without an XML declaration and without any re-formatting: what is read
   * back canonicalises to the same bytes.
   */
  public static byte[] serialize(Node node) {
    throw new UnsupportedOperationException();
  }
}
