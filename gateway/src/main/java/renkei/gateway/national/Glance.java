package renkei.gateway.national;

import java.io.ByteArrayInputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import renkei.broker.MessageKind;
import renkei.codebook.AgencyCode;
import renkei.codebook.Lane;
import renkei.gateway.contract.VerifiedMessage;

/**
 * What a message says of itself at first glance. Nobody has verified it, so it is good for turning
 * the message away, and for nothing else: who lies here harms only himself.
 *
 * @param lane the permit's, {@code ROUTINE} without one
 * @param inquiry the receiver's own inquiry, for messages that go on with one
 */
record Glance(MessageKind kind, AgencyCode receiver, Lane lane, Optional<UUID> inquiry) {

  /** Where the elements stand that are looked at: well before seals and signatures. */
  private static final int ELEMENTS = 40;

  private static final Set<String> WANTED = Set.of("Receiver", "Lane", "InquiryId");
  private static final Set<MessageKind> GO_ON = Set.of(MessageKind.DECISION, MessageKind.ANSWER);
  private static final XMLInputFactory READERS = readers();

  /** Looks at a message; empty if it is not of a kind that waits in a lane, or cannot be read. */
  static Optional<Glance> at(byte[] soap) {
    try {
      XMLStreamReader reader =
          READERS.createXMLStreamReader(new ByteArrayInputStream(soap), "UTF-8");
      return read(reader);
    } catch (XMLStreamException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static Optional<Glance> read(XMLStreamReader reader) throws XMLStreamException {
    Optional<MessageKind> kind = Optional.empty();
    Map<String, String> found = new HashMap<>();
    for (int elements = 0; elements < ELEMENTS && found.size() < WANTED.size(); ) {
      int event = reader.next();
      if (event == XMLStreamConstants.END_DOCUMENT) {
        break;
      }
      if (event == XMLStreamConstants.START_ELEMENT) {
        elements++;
        kind =
            kind.or(() -> VerifiedMessage.kindOf(reader.getNamespaceURI(), reader.getLocalName()));
        if (kind.isPresent() && WANTED.contains(reader.getLocalName())) {
          found.putIfAbsent(reader.getLocalName(), reader.getElementText().strip());
        }
      }
    }
    String receiver = found.get("Receiver");
    return receiver == null ? Optional.empty() : kind.flatMap(known -> of(known, receiver, found));
  }

  private static Optional<Glance> of(MessageKind kind, String receiver, Map<String, String> found) {
    boolean goesOn = GO_ON.contains(kind);
    if (!goesOn && !kind.equals(MessageKind.PERMITTED_INQUIRY)) {
      return Optional.empty();
    }
    return Optional.of(
        new Glance(
            kind,
            new AgencyCode(receiver),
            Lane.valueOf(found.getOrDefault("Lane", Lane.ROUTINE.name())),
            goesOn
                ? Optional.ofNullable(found.get("InquiryId")).map(UUID::fromString)
                : Optional.empty()));
  }

  private static XMLInputFactory readers() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    return factory;
  }
}
