package renkei.signing.xml;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.DOMImplementation;
import org.w3c.dom.Document;
import org.w3c.dom.Node;

/** Reads and writes XML so that signatures over it survive. Thread-safe. */
public final class XmlDocuments {

  private static final DOMImplementation DOM = dom();

  private XmlDocuments() {}

  /**
   * Reads a document: XML 1.0 in UTF-8, namespace-aware, without any document type declaration,
   * entity or external reference, within bounds. Never throws on bad input.
   */
  public static Parsing parse(byte[] xml, XmlBounds bounds) {
    if (xml.length > bounds.maxBytes()) {
      return new Parsing.Unreadable("more than " + bounds.maxBytes() + " bytes");
    }
    try {
      CharBuffer text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(xml));
      return DocumentReader.read(text, bounds);
    } catch (CharacterCodingException _) {
      return new Parsing.Unreadable("not UTF-8");
    }
  }

  /**
   * Writes a node as UTF-8 without an XML declaration and without any re-formatting: what is read
   * back canonicalises to the same bytes. Declares the namespaces in scope at the node, and those
   * the document was built without. Comments stay.
   */
  public static byte[] serialize(Node node) {
    return XmlWriter.write(node);
  }

  /** A document without an element. */
  public static Document newDocument() {
    return DOM.createDocument(null, null, null);
  }

  private static DOMImplementation dom() {
    try {
      return DocumentBuilderFactory.newDefaultNSInstance()
          .newDocumentBuilder()
          .getDOMImplementation();
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("the JDK has no XML parser", e);
    }
  }
}
