package renkei.signing.xml;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * A look at how a document begins, for a fraction of the price of reading it. Nothing is verified,
 * and the rest may be anything: good for turning a document away, and for nothing else.
 */
public final class FirstElements {

  /**
   * One element.
   *
   * @param text of an element whose text was asked for; else empty
   */
  public record Start(QName name, String text) {}

  private FirstElements() {}

  /**
   * The first elements of a document in UTF-8, in their order.
   *
   * @param atMost so many; fewer if the document is shorter, or is not XML from some place on
   * @param texts local names of elements without children, whose text is wanted
   */
  public static List<Start> of(byte[] document, int atMost, Set<String> texts) {
    List<Start> found = new ArrayList<>();
    try {
      XMLStreamReader in =
          DocumentReader.FACTORY.createXMLStreamReader(new ByteArrayInputStream(document), "UTF-8");
      while (found.size() < atMost && in.hasNext()) {
        if (in.next() == XMLStreamConstants.START_ELEMENT) {
          QName name = in.getName();
          found.add(
              new Start(name, texts.contains(name.getLocalPart()) ? in.getElementText() : ""));
        }
      }
    } catch (XMLStreamException _) {
      return List.copyOf(found);
    }
    return List.copyOf(found);
  }
}
