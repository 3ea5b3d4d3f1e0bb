package renkei.gateway.soap;

import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import renkei.broker.Acceptance;
import renkei.broker.InboundEffect;
import renkei.broker.InboundMessage;
import renkei.broker.MessageKind;
import renkei.codebook.Agency;
import renkei.codebook.AgencyKind;
import renkei.codebook.ForbiddenNumberException;
import renkei.codebook.InquiryId;
import renkei.codebook.TenantId;
import renkei.codebook.database.DatabaseUnavailableException;
import renkei.gateway.door.PartyNames;
import renkei.signing.xml.Parsing;
import renkei.signing.xml.Verification;
import renkei.signing.xml.XmlDocuments;

/**
 * Everything between the bytes of one message and its receipt, in the order in which {@code
 * docs/protocol.md} states the checks. What is read of a message is what its signature covers.
 */
final class Reception {

  private static final Map<String, MessageKind> KINDS =
      Map.of(
          "PermittedInquiry", MessageKind.PERMITTED_INQUIRY,
          "Decision", MessageKind.DECISION,
          "Answer", MessageKind.ANSWER,
          "CodeDelivery", MessageKind.CODE_DELIVERY,
          "PermissionListDelivery", MessageKind.PERMISSION_LIST_DELIVERY);

  /** Bodies that hold information of their own; the rest of the network answers nothing. */
  private static final Set<AgencyKind> PROVIDERS =
      EnumSet.of(AgencyKind.MUNICIPALITY, AgencyKind.NATIONAL_AGENCY, AgencyKind.PENSION_SERVICE);

  /** Bodies that may send messages of any kind at all. */
  static final Set<AgencyKind> SENDERS =
      EnumSet.of(
          AgencyKind.CORE,
          AgencyKind.MUNICIPALITY,
          AgencyKind.NATIONAL_AGENCY,
          AgencyKind.PENSION_SERVICE);

  private static final Duration RETRY = Duration.ofSeconds(5);

  private final NationalDoor.Parts parts;
  private final ContentsReader contents;

  Reception(NationalDoor.Parts parts) {
    this.parts = parts;
    this.contents =
        new ContentsReader(
            parts.messages(),
            parts.directory(),
            parts.trust(),
            parts.vaults(),
            parts.permissions(),
            parts.clock());
  }

  /** Whether the TLS client may send anything here; nothing of its request is read before. */
  boolean lets(List<URI> caller) {
    return caller.stream().anyMatch(parts.callers()::contains);
  }

  /** Deals with one message of a client that {@link #lets} let in. */
  Reply receive(byte[] body) {
    return switch (XmlDocuments.parse(body, Wire.MESSAGE)) {
      case Parsing.Unreadable(String reason) -> new Reply.Refused(Refusal.MALFORMED_XML, reason);
      case Parsing.Parsed(Document document) -> parsed(document);
    };
  }

  private Reply parsed(Document document) {
    Element payload;
    try {
      payload = SoapEnvelope.payload(document);
    } catch (UnreadableMessageException e) {
      return new Reply.Refused(Refusal.NOT_SOAP, because(e));
    }
    if (kindOf(payload).isEmpty()) {
      return new Reply.Refused(Refusal.UNKNOWN_MESSAGE, "the payload's root is not known here");
    }
    return switch (parts.verifier().verify(payload, parts.clock().instant())) {
      case Verification.Rejected(Verification.Reason reason) ->
          new Reply.Refused(Refusal.SIGNATURE_INVALID, reason.name());
      case Verification.Genuine(Element content, X509Certificate signer) ->
          verified(kindOf(content).orElseThrow(), content, signer);
    };
  }

  private Reply verified(MessageKind kind, Element content, X509Certificate signer) {
    Header header;
    Contents read;
    byte[] xml;
    try {
      Children message = Children.ofRoot(content);
      header = Header.read(message);
      Optional<Reply.Refused> refused = refusalOf(kind, header, signer);
      if (refused.isPresent()) {
        return refused.get();
      }
      xml = XmlDocuments.serialize(content);
      read = contents.read(header.envelope(kind), message);
    } catch (ForbiddenNumberException e) {
      return new Reply.Refused(Refusal.FORBIDDEN_NUMBER, because(e));
    } catch (IllegalArgumentException e) {
      return new Reply.Refused(Refusal.MALFORMED_MESSAGE, because(e));
    }
    return switch (read) {
      case Contents.Mismatch(String because) -> firstReceipt(header, xml, because);
      case Contents.Work work -> kept(kind, header, work, xml);
    };
  }

  /**
   * A permit's time may run out, or its certificates be revoked, between a message and its repeat:
   * what was receipted once stays receipted as long as the message lives.
   */
  private Reply firstReceipt(Header header, byte[] xml, String because) {
    ReceiptXml receipt = receipt(header, xml);
    try {
      return parts
          .broker()
          .findReceipt(tenantOf(header).orElseThrow(), header.sender(), header.message())
          .filter(first -> isFor(first, receipt))
          .<Reply>map(Reply.Receipted::new)
          .orElseGet(() -> new Reply.Refused(Refusal.PERMIT_MISMATCH, because));
    } catch (DatabaseUnavailableException _) {
      return unavailable();
    }
  }

  private Optional<Reply.Refused> refusalOf(
      MessageKind kind, Header header, X509Certificate signer) {
    return unlessSignedBySender(header, signer)
        .or(() -> unlessSenderMaySend(kind, header))
        .or(() -> unlessReceiverIsHere(header))
        .or(() -> unlessInItsLife(header));
  }

  private static Optional<Reply.Refused> unlessSignedBySender(
      Header header, X509Certificate signer) {
    return PartyNames.isOf(header.sender(), signer)
        ? Optional.empty()
        : refused(Refusal.SENDER_NOT_SIGNER, "the signer's certificate names somebody else");
  }

  private Optional<Reply.Refused> unlessSenderMaySend(MessageKind kind, Header header) {
    Optional<AgencyKind> sender = parts.directory().find(header.sender()).map(Agency::kind);
    boolean allowed =
        kind == MessageKind.ANSWER
            ? sender.filter(PROVIDERS::contains).isPresent()
            : sender.filter(AgencyKind.CORE::equals).isPresent();
    return allowed
        ? Optional.empty()
        : refused(Refusal.SENDER_NOT_ALLOWED, kind + " is not for this sender to send");
  }

  private Optional<Reply.Refused> unlessReceiverIsHere(Header header) {
    return tenantOf(header).isPresent()
        ? Optional.empty()
        : refused(Refusal.UNKNOWN_RECEIVER, "the receiver is no tenant of this platform");
  }

  private Optional<Reply.Refused> unlessInItsLife(Header header) {
    Instant now = parts.clock().instant();
    if (!now.isBefore(header.expiresAt())) {
      return refused(Refusal.EXPIRED, "the message's life is over");
    }
    if (header.sentAt().isAfter(now.plus(Wire.SKEW))) {
      return refused(Refusal.NOT_PLAUSIBLE, "sent in the future");
    }
    return header.expiresAt().isAfter(header.sentAt().plus(Wire.LIFE))
        ? refused(Refusal.NOT_PLAUSIBLE, "the message's life is longer than " + Wire.LIFE)
        : Optional.empty();
  }

  private Reply kept(MessageKind kind, Header header, Contents.Work work, byte[] xml) {
    TenantId tenant = tenantOf(header).orElseThrow();
    ReceiptXml receipt = receipt(header, xml);
    InboundMessage message =
        new InboundMessage(
            header.message(),
            header.sender(),
            tenant,
            kind,
            work.lane(),
            work.inquiry().map(InquiryId::value),
            header.expiresAt(),
            work.content(),
            xml,
            parts.messages().receipt(tenant, receipt));
    try {
      return reply(accept(message, work.effect()), receipt);
    } catch (DatabaseUnavailableException _) {
      return unavailable();
    }
  }

  private ReceiptXml receipt(Header header, byte[] xml) {
    return new ReceiptXml(
        ReceiptXml.idFor(sha256(xml)),
        header.message(),
        header.sender(),
        header.receiver(),
        parts.clock().instant().truncatedTo(ChronoUnit.MILLIS));
  }

  private static Reply unavailable() {
    return new Reply.Refused(
        Refusal.UNAVAILABLE, "the database is away or full", Optional.of(RETRY));
  }

  private Acceptance accept(InboundMessage message, Optional<InboundEffect> effect) {
    return effect.isPresent()
        ? parts.broker().accept(message, effect.get())
        : parts.broker().accept(message);
  }

  private static Reply reply(Acceptance acceptance, ReceiptXml expected) {
    return switch (acceptance) {
      case Acceptance.Accepted(byte[] receipt) -> new Reply.Receipted(receipt);
      case Acceptance.Repeated(byte[] first) ->
          isFor(first, expected)
              ? new Reply.Receipted(first)
              : new Reply.Refused(Refusal.MESSAGE_ID_REUSED, "the id came with other content");
      case Acceptance.Busy(Duration retryAfter) ->
          new Reply.Refused(
              Refusal.BUSY, "too much work of its lane is waiting", Optional.of(retryAfter));
    };
  }

  /** Whether a receipt of ours was given for the same content as the one we would give now. */
  private static boolean isFor(byte[] first, ReceiptXml expected) {
    return XmlDocuments.parse(first, Wire.REPLY) instanceof Parsing.Parsed(Document document)
        && document.getDocumentElement().getAttribute("Id").equals(expected.id());
  }

  private Optional<TenantId> tenantOf(Header header) {
    return parts.directory().find(header.receiver()).flatMap(Agency::tenant);
  }

  private static Optional<MessageKind> kindOf(Element payload) {
    return Wire.NAMESPACE.equals(payload.getNamespaceURI())
        ? Optional.ofNullable(KINDS.get(payload.getLocalName()))
        : Optional.empty();
  }

  private static Optional<Reply.Refused> refused(Refusal refusal, String because) {
    return Optional.of(new Reply.Refused(refusal, because));
  }

  /** Exceptions about form name elements and forms, never values. */
  private static String because(IllegalArgumentException e) {
    return Objects.requireNonNullElse(e.getMessage(), "malformed");
  }

  private static byte[] sha256(byte[] content) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("the JDK has no SHA-256", e);
    }
  }
}
