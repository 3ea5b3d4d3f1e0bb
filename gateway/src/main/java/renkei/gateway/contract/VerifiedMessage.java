package renkei.gateway.contract;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import renkei.broker.message.Envelope;
import renkei.broker.message.MessageKind;
import renkei.codebook.Environment;
import renkei.gateway.wording.Phrase;

/**
 * A message whose signature counts. It is parsed once: the header when it is made, the rest when
 * somebody asks what it says. Not thread-safe.
 */
public final class VerifiedMessage {

  private static final Map<String, MessageKind> KINDS =
      Map.of(
          "PermittedInquiry", MessageKind.PERMITTED_INQUIRY,
          "Decision", MessageKind.DECISION,
          "Answer", MessageKind.ANSWER,
          "CodeDelivery", MessageKind.CODE_DELIVERY,
          "PermissionListManifest", MessageKind.PERMISSION_LIST_MANIFEST,
          "PermissionListPart", MessageKind.PERMISSION_LIST_PART);

  private final MessageKind kind;
  private final Header header;
  private final ElementReader rest;

  private VerifiedMessage(MessageKind kind, Header header, ElementReader rest) {
    this.kind = kind;
    this.header = header;
    this.rest = rest;
  }

  /** What kind of message a payload claims to be; empty if it is none that comes in here. */
  public static Optional<MessageKind> kindOf(Element payload) {
    return kindOf(payload.getNamespaceURI(), payload.getLocalName());
  }

  /** As {@link #kindOf(Element)}, of the root's name. */
  public static Optional<MessageKind> kindOf(@Nullable String namespace, String localName) {
    return NationalContract.NAMESPACE.equals(namespace)
        ? Optional.ofNullable(KINDS.get(localName))
        : Optional.empty();
  }

  /**
   * Reads the header.
   *
   * @param content the very element that the signature covers
   * @throws IllegalArgumentException if it is malformed or none that comes in here
   */
  public static VerifiedMessage of(Element content) {
    MessageKind kind =
        kindOf(content)
            .orElseThrow(
                () ->
                    new UnreadableMessageException(
                        "Body", new Phrase("hold a message of the contract", "契約の電文を含むこと")));
    ElementReader message = ElementReader.ofRoot(content);
    return new VerifiedMessage(kind, Header.read(message), message);
  }

  /** The names of the kinds that come in, in one order. */
  static List<String> kinds() {
    return KINDS.keySet().stream().sorted().toList();
  }

  /** Of which environment it says it is. */
  public Environment environment() {
    return header.environment();
  }

  /** What the message is. */
  public Envelope envelope() {
    return header.envelope(kind);
  }

  /** When it says it was sent. */
  public Instant sentAt() {
    return header.sentAt();
  }

  /** When its life ends. */
  public Instant expiresAt() {
    return header.expiresAt();
  }

  /**
   * Reads what stands behind the header; to be called once.
   *
   * @param messages opens the content of an answer when it is asked for
   * @throws IllegalArgumentException if it is malformed
   */
  public MessageContents contents(SignedMessages messages) {
    return messages.contents(envelope(), rest);
  }
}
