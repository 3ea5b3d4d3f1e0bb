package renkei.gateway.contract;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.xml.XMLConstants;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import renkei.codebook.ForbiddenNumberException;
import renkei.gateway.wording.Form;
import renkei.gateway.wording.Forms;
import renkei.gateway.wording.Phrase;

/**
 * Reads the children of one element in the order of the contract: what is not asked for is not let
 * through. Every method throws {@link UnreadableMessageException}.
 */
final class ElementReader {

  private static final Set<String> OF_ROOTS = Set.of("Id", "Version");
  private static final Set<String> OF_ADDITIONS = Set.of("Name", "Must");

  private final Element parent;
  private @Nullable Element next;

  private ElementReader(Element parent) {
    this.parent = parent;
    this.next = elementFrom(parent.getFirstChild());
  }

  /** The children of an element that has no attributes. */
  static ElementReader of(Element parent) {
    refuseAttributes(parent, Set.of());
    return new ElementReader(parent);
  }

  /** The children of a signed root, whose attributes are its {@code Id} and {@code Version}. */
  static ElementReader ofRoot(Element root) {
    refuseAttributes(root, OF_ROOTS);
    ElementReader reader = new ElementReader(root);
    String _ = reader.attribute(root, "Version", Spoken.OF_THIS_MAJOR);
    return reader;
  }

  boolean at(String name) {
    return next != null && isNamed(next, name);
  }

  Element element(String name) {
    if (next == null || !isNamed(next, name)) {
      throw misplaced(name);
    }
    return advance(next);
  }

  private UnreadableMessageException misplaced(String name) {
    return wrong(name, new Phrase("stand here, in the order of the schema", "スキーマの順序でこの位置にあること"));
  }

  /** Passes over an element that says what is known already. */
  void skip(String name) {
    Element _ = element(name);
  }

  ElementReader children(String name) {
    return of(element(name));
  }

  /** Passes over an addition, whatever it holds; true if it must be understood. */
  boolean addition(String name) {
    Element addition = element(name);
    refuseAttributes(addition, OF_ADDITIONS);
    String _ = attribute(addition, "Name", LexicalForms.TOKEN);
    return attribute(addition, "Must", LexicalForms.TRUTH);
  }

  private <T> T attribute(Element element, String name, Form<T> form) {
    return form.read(LexicalForms.collapse(element.getAttribute(name)))
        .orElseThrow(
            () ->
                new UnreadableMessageException(
                    path(element) + "/@" + name,
                    new Phrase("be %s", "次の形式であること: %s").with(form.expected())));
  }

  /** The one element of a foreign namespace that must come now. */
  Element foreign(String namespace, String name) {
    if (next == null
        || !namespace.equals(next.getNamespaceURI())
        || !name.equals(next.getLocalName())) {
      throw misplaced(name);
    }
    return advance(next);
  }

  String text(String name) {
    Element element = element(name);
    refuseAttributes(element, Set.of());
    Node only = element.getFirstChild();
    if (only == null) {
      return "";
    }
    for (Node node = only; node != null; node = node.getNextSibling()) {
      if (node.getNodeType() != Node.TEXT_NODE && node.getNodeType() != Node.CDATA_SECTION_NODE) {
        throw wrong(name, new Phrase("hold text only", "文字だけを含むこと"));
      }
    }
    return only.getNextSibling() == null ? only.getNodeValue() : element.getTextContent();
  }

  Optional<String> textIf(String name) {
    return at(name) ? Optional.of(text(name)) : Optional.empty();
  }

  /** The value of a text, every character of which counts. */
  <T> T value(String name, Form<T> form) {
    return read(name, text(name), form);
  }

  /** As {@link #value}; empty if the element is not there. */
  <T> Optional<T> valueIf(String name, Form<T> form) {
    return at(name) ? Optional.of(value(name, form)) : Optional.empty();
  }

  UUID uuid(String name) {
    return value(name, Forms.UUID_LOWER_CASE);
  }

  Instant time(String name) {
    return collapsed(name, LexicalForms.UTC_TIME);
  }

  LocalDate date(String name) {
    return collapsed(name, LexicalForms.DAY);
  }

  /** As {@link #date}; empty if the element is not there. */
  Optional<LocalDate> dateIf(String name) {
    return at(name) ? Optional.of(date(name)) : Optional.empty();
  }

  long positive(String name) {
    return collapsed(name, LexicalForms.POSITIVE);
  }

  /** A whole number from 0 to {@code most}. */
  int number(String name, int most) {
    return collapsed(name, LexicalForms.upTo(most));
  }

  boolean truth(String name) {
    return collapsed(name, LexicalForms.TRUTH);
  }

  byte[] base64(String name) {
    return collapsed(name, LexicalForms.BASE64);
  }

  /**
   * The value of a text around which white space does not count, as its type in the schema says.
   */
  private <T> T collapsed(String name, Form<T> form) {
    return read(name, LexicalForms.collapse(text(name)), form);
  }

  private <T> T read(String name, String text, Form<T> form) {
    try {
      return form.read(text)
          .orElseThrow(
              () -> wrong(name, new Phrase("be %s", "次の形式であること: %s").with(form.expected())));
    } catch (ForbiddenNumberException e) {
      throw new ForbiddenNumberException(e.kind(), path(parent) + "/" + name);
    }
  }

  <E extends Enum<E>> E word(String name, Class<E> words) {
    return value(name, Form.word(words));
  }

  /** Nothing more may come. */
  void end() {
    if (next != null) {
      throw new UnreadableMessageException(
          path(parent),
          new Phrase("hold the elements of the schema and no others", "スキーマにある要素だけを含むこと"));
    }
  }

  private Element advance(Element current) {
    next = elementFrom(current.getNextSibling());
    return current;
  }

  private @Nullable Element elementFrom(@Nullable Node start) {
    for (Node node = start; node != null; node = node.getNextSibling()) {
      if (node instanceof Element element) {
        return element;
      }
      if (node.getNodeType() != Node.TEXT_NODE || !node.getNodeValue().isBlank()) {
        throw new UnreadableMessageException(
            path(parent), new Phrase("hold nothing between its elements", "要素の間に何も含まないこと"));
      }
    }
    return null;
  }

  private static boolean isNamed(Element element, String name) {
    return name.equals(element.getLocalName())
        && NationalContract.NAMESPACE.equals(element.getNamespaceURI());
  }

  private static void refuseAttributes(Element element, Set<String> allowed) {
    NamedNodeMap attributes = element.getAttributes();
    for (int i = 0; i < attributes.getLength(); i++) {
      Attr attribute = (Attr) attributes.item(i);
      boolean declaration = XMLConstants.XMLNS_ATTRIBUTE_NS_URI.equals(attribute.getNamespaceURI());
      boolean known = attribute.getNamespaceURI() == null && allowed.contains(attribute.getName());
      if (!declaration && !known) {
        throw new UnreadableMessageException(
            path(element),
            new Phrase("have the attributes of the schema and no others", "スキーマにある属性だけをもつこと"));
      }
    }
  }

  /** What is wrong with an element below this one. */
  UnreadableMessageException fault(MessageFault why, String name, Phrase expected) {
    return new UnreadableMessageException(why, path(parent) + "/" + name, expected);
  }

  private UnreadableMessageException wrong(String name, Phrase expected) {
    return new UnreadableMessageException(path(parent) + "/" + name, expected);
  }

  /** Elements of the contract alone: what stands around them is the sender's own. */
  private static String path(Element element) {
    return element.getParentNode() instanceof Element above
            && NationalContract.NAMESPACE.equals(above.getNamespaceURI())
        ? path(above) + "/" + element.getLocalName()
        : element.getLocalName();
  }
}
