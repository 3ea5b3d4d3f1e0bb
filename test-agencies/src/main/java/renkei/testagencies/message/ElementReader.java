package renkei.testagencies.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * The child elements of one element, taken one after the other in the order of the contract. Every
 * method throws {@link IllegalArgumentException} when something else comes.
 */
final class ElementReader {

  private @Nullable Element next;

  ElementReader(Element parent, String name) {
    if (!is(parent, name)) {
      throw new IllegalArgumentException("another element than " + name);
    }
    next = elementFrom(parent.getFirstChild());
  }

  /** The next element, whatever it is. */
  Element next() {
    Element element = next;
    if (element == null) {
      throw new IllegalArgumentException("an element is missing");
    }
    next = elementFrom(element.getNextSibling());
    return element;
  }

  String text(String name) {
    return named(name).getTextContent();
  }

  UUID uuid(String name) {
    return MessageReader.uuid(text(name));
  }

  ElementReader children(String name) {
    return new ElementReader(named(name), name);
  }

  Optional<Element> find(String name) {
    return next != null && is(next, name) ? Optional.of(next()) : Optional.empty();
  }

  List<Element> all(String name) {
    List<Element> found = new ArrayList<>();
    for (var element = find(name); element.isPresent(); element = find(name)) {
      found.add(element.get());
    }
    return found;
  }

  /** What stands in elements of that name; one at least. */
  <T> List<T> each(String name, Function<ElementReader, T> reading) {
    List<T> read = new ArrayList<>();
    for (Element element : all(name)) {
      ElementReader parts = new ElementReader(element, name);
      read.add(reading.apply(parts));
      parts.end();
    }
    if (read.isEmpty()) {
      throw new IllegalArgumentException("without " + name);
    }
    return List.copyOf(read);
  }

  /** Reads over what a later version adds, as long as it need not be understood. */
  void additions() {
    for (Element addition : all("Addition")) {
      if (!List.of("false", "0").contains(addition.getAttribute("Must"))) {
        throw new IllegalArgumentException("an addition that must be understood");
      }
    }
  }

  /** Nothing may follow, apart from the signature that was verified before. */
  void end() {
    if (next != null && !next.getLocalName().equals("Signature")) {
      throw new IllegalArgumentException("an element too many");
    }
  }

  private Element named(String name) {
    Element element = next();
    if (!is(element, name)) {
      throw new IllegalArgumentException("another element than " + name);
    }
    return element;
  }

  private static boolean is(Element element, String name) {
    return name.equals(element.getLocalName())
        && ElementWriter.NAMESPACE.equals(element.getNamespaceURI());
  }

  private static @Nullable Element elementFrom(@Nullable Node first) {
    Node node = first;
    while (node != null && !(node instanceof Element)) {
      node = node.getNextSibling();
    }
    return (Element) node;
  }
}
