package renkei.signing.xml;

import java.io.CharArrayReader;
import java.nio.CharBuffer;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Builds one document while counting what goes into it; used for one document and then dropped. */
final class DocumentReader {

  static final XMLInputFactory FACTORY = factory();

  private final XMLStreamReader in;
  private final XmlBounds bounds;
  private final Document document = XmlDocuments.newDocument();
  private Node parent = document;
  private int depth;
  private int elements;

  /** Declarations in scope, and how many of them each open element made. */
  private int inScope;

  private final int[] declared;

  private DocumentReader(XMLStreamReader in, XmlBounds bounds) {
    this.in = in;
    this.bounds = bounds;
    this.declared = new int[bounds.maxDepth() + 1];
  }

  static Parsing read(CharBuffer text, XmlBounds bounds) {
    try {
      XMLStreamReader in =
          FACTORY.createXMLStreamReader(
              new CharArrayReader(text.array(), text.arrayOffset(), text.remaining()));
      try {
        return new DocumentReader(in, bounds).read();
      } finally {
        in.close();
      }
    } catch (Unacceptable | XMLStreamException | RuntimeException e) {
      return new Parsing.Unreadable(
          switch (e) {
            case Unacceptable broken -> broken.rule;
            case XMLStreamException malformed -> "not well-formed" + place(malformed);
            default -> "not readable";
          });
    }
  }

  private static String place(XMLStreamException e) {
    return e.getLocation() == null
        ? ""
        : " at line "
            + e.getLocation().getLineNumber()
            + " column "
            + e.getLocation().getColumnNumber();
  }

  private Parsing read() throws XMLStreamException, Unacceptable {
    checkDeclaration();
    while (in.hasNext()) {
      switch (in.next()) {
        case XMLStreamConstants.START_ELEMENT -> start();
        case XMLStreamConstants.END_ELEMENT -> {
          parent = parentOf(parent);
          inScope -= declared[depth];
          depth--;
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
          if (depth > 0) {
            parent.appendChild(document.createTextNode(in.getText()));
          }
        }
        case XMLStreamConstants.COMMENT -> parent.appendChild(document.createComment(in.getText()));
        case XMLStreamConstants.PROCESSING_INSTRUCTION ->
            parent.appendChild(
                document.createProcessingInstruction(in.getPITarget(), text(in.getPIData())));
        case XMLStreamConstants.DTD -> throw new Unacceptable("document type declaration");
        case XMLStreamConstants.END_DOCUMENT -> {
          return new Parsing.Parsed(document);
        }
        default -> throw new Unacceptable("entity reference");
      }
    }
    return new Parsing.Parsed(document);
  }

  /** Canonicalisation is defined for XML 1.0 only, and bytes were decoded as UTF-8 already. */
  private void checkDeclaration() throws Unacceptable {
    if (in.getVersion() != null && !in.getVersion().equals("1.0")) {
      throw new Unacceptable("XML version other than 1.0");
    }
    String encoding = in.getCharacterEncodingScheme();
    if (encoding != null && !encoding.equalsIgnoreCase("UTF-8")) {
      throw new Unacceptable("encoding other than UTF-8");
    }
  }

  private void start() throws Unacceptable {
    depth++;
    elements++;
    if (depth > bounds.maxDepth()) {
      throw new Unacceptable("more than " + bounds.maxDepth() + " levels");
    }
    if (elements > bounds.maxElements()) {
      throw new Unacceptable("more than " + bounds.maxElements() + " elements");
    }
    int attributes = in.getAttributeCount();
    int namespaces = in.getNamespaceCount();
    if (attributes + namespaces > bounds.maxAttributes()) {
      throw new Unacceptable("more than " + bounds.maxAttributes() + " attributes");
    }
    declared[depth] = namespaces;
    inScope += namespaces;
    if (inScope > bounds.maxNamespaces()) {
      throw new Unacceptable("more than " + bounds.maxNamespaces() + " namespaces in scope");
    }
    Element element =
        document.createElementNS(
            nullIfEmpty(in.getNamespaceURI()), name(in.getPrefix(), in.getLocalName()));
    for (int i = 0; i < namespaces; i++) {
      String prefix = in.getNamespacePrefix(i);
      element.setAttributeNS(
          XMLConstants.XMLNS_ATTRIBUTE_NS_URI,
          prefix == null || prefix.isEmpty() ? "xmlns" : "xmlns:" + prefix,
          text(in.getNamespaceURI(i)));
    }
    for (int i = 0; i < attributes; i++) {
      element.setAttributeNS(
          nullIfEmpty(in.getAttributeNamespace(i)),
          name(in.getAttributePrefix(i), in.getAttributeLocalName(i)),
          in.getAttributeValue(i));
    }
    parent.appendChild(element);
    parent = element;
  }

  private static String name(@Nullable String prefix, String localName) {
    return prefix == null || prefix.isEmpty() ? localName : prefix + ":" + localName;
  }

  private static @Nullable String nullIfEmpty(@Nullable String value) {
    return value == null || value.isEmpty() ? null : value;
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }

  private static Node parentOf(Node node) {
    Node parent = node.getParentNode();
    if (parent == null) {
      throw new IllegalStateException("element without a parent");
    }
    return parent;
  }

  /** Woodstox by its name: the first parser on the class path might be any other. */
  private static XMLInputFactory factory() {
    XMLInputFactory factory;
    try {
      factory =
          Class.forName("com.ctc.wstx.stax.WstxInputFactory")
              .asSubclass(XMLInputFactory.class)
              .getConstructor()
              .newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Woodstox is missing", e);
    }
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, true);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    factory.setProperty("com.ctc.wstx.maxAttributesPerElement", 1000);
    // Otherwise the names of strangers' namespaces stay in memory after their documents.
    factory.setProperty("org.codehaus.stax2.internNsUris", false);
    return factory;
  }

  /** Leaves the reading loop with the rule that was broken. */
  private static final class Unacceptable extends Exception {

    private final String rule;

    Unacceptable(String rule) {
      super(rule, null, false, false);
      this.rule = rule;
    }
  }
}
