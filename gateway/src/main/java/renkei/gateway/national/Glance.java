package renkei.gateway.national;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import renkei.broker.message.MessageKind;
import renkei.codebook.AgencyCode;
import renkei.codebook.Lane;
import renkei.gateway.contract.VerifiedMessage;
import renkei.signing.xml.FirstElements;

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

  /** Looks at a message; empty if it is not of a kind that waits in a lane, or cannot be read. */
  static Optional<Glance> at(byte[] soap) {
    Optional<MessageKind> kind = Optional.empty();
    Map<String, String> found = new HashMap<>();
    for (FirstElements.Start each : FirstElements.of(soap, ELEMENTS, WANTED)) {
      String name = each.name().getLocalPart();
      kind = kind.or(() -> VerifiedMessage.kindOf(each.name().getNamespaceURI(), name));
      if (kind.isPresent() && WANTED.contains(name)) {
        found.putIfAbsent(name, each.text().strip());
      }
    }
    String receiver = found.get("Receiver");
    try {
      return receiver == null
          ? Optional.empty()
          : kind.flatMap(known -> of(known, receiver, found));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
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
}
