package renkei.gateway.contract;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;

/**
 * Reads the children of one element in the order of the contract: what is not asked for is not let
 * through. Every method throws {@link UnreadableMessageException}.
 */
final class ElementReader {

  private static final Pattern UUID_FORM =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private final Element parent;
  private @Nullable Element next;

  private ElementReader(Element parent) {
    this.parent = parent;
    this.next = elementFrom(parent.getFirstChild());
  }

  /** The children of an element that has no attributes. */
  static ElementReader of(Element parent) {
    refuseAttributes(parent, false);
    return new ElementReader(parent);
  }

  /** The children of a signed root, whose one attribute is its {@code Id}. */
  static ElementReader ofRoot(Element root) {
    refuseAttributes(root, true);
    return new ElementReader(root);
  }

  boolean at(String name) {
    return next != null && isNamed(next, name);
  }

  Element element(String name) {
    if (next == null || !isNamed(next, name)) {
      throw new UnreadableMessageException(
          "in " + parent.getLocalName() + " element " + name + " is missing or misplaced");
    }
    return advance(next);
  }

  /** Passes over an element that says what is known already. */
  void skip(String name) {
    Element _ = element(name);
  }

  ElementReader children(String name) {
    return of(element(name));
  }

  /** The one element of a foreign namespace that must come now. */
  Element foreign(String namespace, String name) {
    if (next == null
        || !namespace.equals(next.getNamespaceURI())
        || !name.equals(next.getLocalName())) {
      throw new UnreadableMessageException(
          "in " + parent.getLocalName() + " element " + name + " is missing or misplaced");
    }
    return advance(next);
  }

  String text(String name) {
    Element element = element(name);
    refuseAttributes(element, false);
    Node only = element.getFirstChild();
    if (only == null) {
      return "";
    }
    for (Node node = only; node != null; node = node.getNextSibling()) {
      if (node.getNodeType() != Node.TEXT_NODE && node.getNodeType() != Node.CDATA_SECTION_NODE) {
        throw new UnreadableMessageException("element " + name + " must hold text only");
      }
    }
    return only.getNextSibling() == null ? only.getNodeValue() : element.getTextContent();
  }

  Optional<String> textIf(String name) {
    return at(name) ? Optional.of(text(name)) : Optional.empty();
  }

  UUID uuid(String name) {
    return parsed(name, "a lower-case UUID", ElementReader::isUuid, UUID::fromString);
  }

  /** UUID.fromString takes more than the contract does: capitals, and fewer digits. */
  private static boolean isUuid(String text) {
    return UUID_FORM.matcher(text).matches();
  }

  Instant time(String name) {
    return parsed(name, "a UTC time", ElementReader::isUtcTime, Instant::parse);
  }

  /** Instant.parse takes more than the contract does: offsets, lower case, years beyond 9999. */
  private static boolean isUtcTime(String text) {
    return text.length() >= 20
        && text.length() <= 30
        && text.charAt(4) == '-'
        && text.charAt(10) == 'T'
        && text.charAt(text.length() - 1) == 'Z';
  }

  LocalDate date(String name) {
    return parsed(name, "a date", ElementReader::isDate, LocalDate::parse);
  }

  /** LocalDate.parse takes other years too; year zero neither XML nor PostgreSQL knows. */
  private static boolean isDate(String text) {
    return text.length() == 10 && !text.startsWith("0000");
  }

  private <T> T parsed(
      String name, String what, Predicate<String> form, Function<String, T> parse) {
    String text = text(name);
    try {
      if (form.test(text)) {
        return parse.apply(text);
      }
    } catch (IllegalArgumentException | DateTimeException _) {
      // Told below.
    }
    throw new UnreadableMessageException("element " + name + " must be " + what);
  }

  long positive(String name) {
    String text = text(name);
    if (!text.isEmpty()
        && text.length() <= 18
        && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      long value = Long.parseLong(text);
      if (value > 0) {
        return value;
      }
    }
    throw new UnreadableMessageException("element " + name + " must be a positive integer");
  }

  /** In the lexical forms of xs:boolean. */
  boolean truth(String name) {
    return switch (text(name)) {
      case "true", "1" -> true;
      case "false", "0" -> false;
      default -> throw new UnreadableMessageException("element " + name + " must be a boolean");
    };
  }

  <E extends Enum<E>> E word(String name, Class<E> words) {
    String text = text(name);
    for (E word : words.getEnumConstants()) {
      if (word.name().equals(text)) {
        return word;
      }
    }
    throw new UnreadableMessageException("element " + name + " has an unknown value");
  }

  /** Nothing more may come. */
  void end() {
    if (next != null) {
      throw new UnreadableMessageException(
          "in " + parent.getLocalName() + " there is an element too many");
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
            "in " + parent.getLocalName() + " there is something between the elements");
      }
    }
    return null;
  }

  private static boolean isNamed(Element element, String name) {
    return name.equals(element.getLocalName())
        && NationalContract.NAMESPACE.equals(element.getNamespaceURI());
  }

  private static void refuseAttributes(Element element, boolean idAllowed) {
    NamedNodeMap attributes = element.getAttributes();
    for (int i = 0; i < attributes.getLength(); i++) {
      Attr attribute = (Attr) attributes.item(i);
      boolean declaration = XMLConstants.XMLNS_ATTRIBUTE_NS_URI.equals(attribute.getNamespaceURI());
      boolean id =
          idAllowed && attribute.getNamespaceURI() == null && attribute.getName().equals("Id");
      if (!declaration && !id) {
        throw new UnreadableMessageException(
            "element " + element.getLocalName() + " has an attribute too many");
      }
    }
  }
}
