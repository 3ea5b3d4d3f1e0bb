package renkei.signing.xml;

import org.w3c.dom.Document;

/** What came of reading XML. */
public sealed interface Parsing {

  /**
   * Well-formed, within bounds, without a document type declaration.
   *
   * @param document belongs to the caller alone
   */
  record Parsed(Document document) implements Parsing {}

  /**
   * Not to be used.
   *
   * @param reason which bound or rule was broken and where; never a piece of the content
   */
  record Unreadable(String reason) implements Parsing {}
}
