package renkei.gateway.national;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.xml.namespace.QName;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import renkei.broker.Acceptance;
import renkei.broker.message.Envelope;
import renkei.broker.message.InboundMessage;
import renkei.broker.message.MessageKind;
import renkei.codebook.ForbiddenNumberException;
import renkei.codebook.Reason;
import renkei.codebook.TenantId;
import renkei.codebook.database.DatabaseUnavailableException;
import renkei.codebook.directory.Agency;
import renkei.codebook.directory.AgencyKind;
import renkei.gateway.contract.ElementFault;
import renkei.gateway.contract.MessageContents;
import renkei.gateway.contract.MessageFault;
import renkei.gateway.contract.NationalContract;
import renkei.gateway.contract.PartyNames;
import renkei.gateway.contract.Receipt;
import renkei.gateway.contract.Spoken;
import renkei.gateway.contract.UnreadableMessageException;
import renkei.gateway.contract.VerifiedMessage;
import renkei.gateway.wording.Phrase;
import renkei.signing.xml.Parsing;
import renkei.signing.xml.Verification;
import renkei.signing.xml.XmlDocuments;

/**
 * Everything between the bytes of one message and its receipt, in the order in which {@code
 * docs/protocol.md} states the checks. What is read of a message is what its signature covers.
 */
final class InboundChecks {

  /**
   * Bodies that may send messages of any kind at all: the core, and those that hold information of
   * their own; the rest of the network answers nothing.
   */
  static final Set<AgencyKind> SENDERS =
      Arrays.stream(AgencyKind.values())
          .filter(kind -> kind == AgencyKind.CORE || kind.holdsInformation())
          .collect(Collectors.toUnmodifiableSet());

  private static final Duration RETRY = Duration.ofSeconds(5);

  private static final Phrase OPAQUE =
      new Phrase("carry an opaque value, never a 個人番号 or 住民票コード", "個人番号・住民票コードではない値であること");

  private final NationalDoor.Parts parts;
  private final Dispositions dispositions;

  InboundChecks(NationalDoor.Parts parts) {
    this.parts = parts;
    this.dispositions =
        new Dispositions(
            parts.directory(),
            parts.trust(),
            parts.vaults(),
            parts.permissions(),
            parts.routes(),
            parts.clock());
  }

  /** Deals with one message of a client that the entrance let in. */
  Reply receive(byte[] body) {
    return busy(body).orElseGet(() -> parsed(body));
  }

  /**
   * A full lane is told before anything is parsed, verified or signed: what is turned away must
   * cost less than what is taken.
   */
  private Optional<Reply> busy(byte[] body) {
    return Glance.at(body)
        .flatMap(
            glance ->
                parts
                    .directory()
                    .find(glance.receiver())
                    .flatMap(Agency::tenant)
                    .flatMap(
                        tenant ->
                            parts
                                .broker()
                                .busy(tenant, glance.kind(), glance.lane(), glance.inquiry())))
        .map(InboundChecks::busy);
  }

  private static Reply busy(Duration retryAfter) {
    return new Reply.Refused(Refusal.BUSY, "too much work of its lane is waiting", retryAfter);
  }

  private Reply parsed(byte[] body) {
    return switch (XmlDocuments.parse(body, NationalContract.MESSAGE)) {
      case Parsing.Unreadable(String reason) -> new Reply.Refused(Refusal.MALFORMED_XML, reason);
      case Parsing.Parsed(Document document) -> parsed(document);
    };
  }

  private Reply parsed(Document document) {
    if (!SoapEnvelope.isEnvelope(document)) {
      return new Reply.OtherVersion();
    }
    Element payload;
    try {
      List<QName> mandatory = SoapEnvelope.mandatoryBlocks(document);
      if (!mandatory.isEmpty()) {
        return new Reply.NotUnderstood(mandatory);
      }
      payload = SoapEnvelope.payload(document);
    } catch (UnreadableMessageException e) {
      return new Reply.Refused(Refusal.NOT_SOAP, e);
    }
    if (VerifiedMessage.kindOf(payload).isEmpty()) {
      return unknown(payload);
    }
    return switch (parts.verifier().verify(payload, parts.clock().instant())) {
      case Verification.Rejected(Verification.Reason reason) ->
          new Reply.Refused(Refusal.SIGNATURE_INVALID, reason.name());
      case Verification.Genuine(Element content, X509Certificate signer) ->
          verified(content, signer);
    };
  }

  private static Reply unknown(Element payload) {
    if (Spoken.isOfAnotherVersion(payload)) {
      return new Reply.Refused(
          Refusal.VERSION_NOT_SPOKEN, "the payload is of another version of the contract");
    }
    return Spoken.isOfThisVersion(payload)
        ? new Reply.Refused(Refusal.KIND_NOT_SPOKEN, "the payload is of a kind not taken here")
        : new Reply.Refused(Refusal.UNKNOWN_MESSAGE, "the payload's root is not known here");
  }

  private Reply verified(Element content, X509Certificate signer) {
    VerifiedMessage message;
    byte[] xml;
    MessageContents contents;
    try {
      message = VerifiedMessage.of(content);
      Optional<Reply.Refused> refused = refusalOf(message, signer);
      if (refused.isPresent()) {
        return refused.get();
      }
      xml = XmlDocuments.serialize(content);
      contents = message.contents(parts.messages());
    } catch (IllegalArgumentException e) {
      return malformed(e);
    }
    return decided(message, contents, xml);
  }

  private static Reply malformed(IllegalArgumentException cause) {
    return switch (cause) {
      case UnreadableMessageException e -> new Reply.Refused(refusal(e.why()), e);
      case ForbiddenNumberException e ->
          new Reply.Refused(
              Refusal.FORBIDDEN_NUMBER,
              because(e),
              Optional.of(new ElementFault(e.field(), OPAQUE)),
              Optional.empty());
      default -> new Reply.Refused(Refusal.MALFORMED_MESSAGE, because(cause));
    };
  }

  private static Refusal refusal(MessageFault why) {
    return switch (why) {
      case MALFORMED_MESSAGE -> Refusal.MALFORMED_MESSAGE;
      case ADDITION_NOT_UNDERSTOOD -> Refusal.ADDITION_NOT_UNDERSTOOD;
      case TOO_MANY_EXCHANGES -> Refusal.TOO_MANY_EXCHANGES;
      case MIXED_EXCHANGES -> Refusal.MIXED_EXCHANGES;
    };
  }

  private Reply decided(VerifiedMessage message, MessageContents contents, byte[] xml) {
    Envelope envelope = message.envelope();
    return switch (dispositions.of(envelope, contents, xml)) {
      case Disposition.Mismatch(Refusal refusal, String because) ->
          firstReceipt(envelope, xml, new Reply.Refused(refusal, because));
      case Disposition.Kept(InboundMessage.Work work) -> kept(message, xml, work);
    };
  }

  /**
   * A permit's time may run out, or its certificates be revoked, between a message and its repeat:
   * what was receipted once stays receipted as long as the message lives.
   */
  private Reply firstReceipt(Envelope envelope, byte[] xml, Reply otherwise) {
    Receipt receipt = receipt(envelope, xml);
    return unlessUnavailable(
        () ->
            parts
                .broker()
                .findReceipt(tenantOf(envelope), envelope.sender(), envelope.id())
                .filter(first -> isFor(first, receipt))
                .<Reply>map(Reply.Receipted::new)
                .orElse(otherwise));
  }

  private Optional<Reply.Refused> refusalOf(VerifiedMessage message, X509Certificate signer) {
    Envelope envelope = message.envelope();
    return unlessSignedBySender(envelope, signer)
        .or(() -> unlessOfThisEnvironment(message))
        .or(() -> unlessSenderMaySend(envelope))
        .or(() -> unlessReceiverIsHere(envelope))
        .or(() -> unlessReceiverHasKeys(envelope))
        .or(() -> unlessInItsLife(message));
  }

  private static Optional<Reply.Refused> unlessSignedBySender(
      Envelope envelope, X509Certificate signer) {
    return PartyNames.isOf(envelope.sender(), signer)
        ? Optional.empty()
        : refused(Refusal.SENDER_NOT_SIGNER, "the signer's certificate names somebody else");
  }

  private Optional<Reply.Refused> unlessOfThisEnvironment(VerifiedMessage message) {
    return message.environment() == parts.messages().environment()
        ? Optional.empty()
        : refused(Refusal.OTHER_ENVIRONMENT, "the message is of another environment");
  }

  private Optional<Reply.Refused> unlessSenderMaySend(Envelope envelope) {
    MessageKind kind = envelope.kind();
    Optional<AgencyKind> sender = parts.directory().find(envelope.sender()).map(Agency::kind);
    boolean allowed =
        kind.equals(MessageKind.ANSWER)
            ? sender.filter(AgencyKind::holdsInformation).isPresent()
            : sender.filter(AgencyKind.CORE::equals).isPresent();
    return allowed
        ? Optional.empty()
        : refused(Refusal.SENDER_NOT_ALLOWED, kind + " is not for this sender to send");
  }

  private Optional<Reply.Refused> unlessReceiverIsHere(Envelope envelope) {
    return findTenant(envelope).isPresent()
        ? Optional.empty()
        : refused(Refusal.UNKNOWN_RECEIVER, "the receiver is no tenant of this platform");
  }

  /** Nobody could sign the receipt, and others would not believe it. */
  private Optional<Reply.Refused> unlessReceiverHasKeys(Envelope envelope) {
    return parts
        .faults()
        .apply(tenantOf(envelope))
        .map(
            fault ->
                new Reply.Refused(
                    Refusal.UNAVAILABLE,
                    "the receiver's keys cannot be used: " + fault.kind(),
                    RETRY));
  }

  private Optional<Reply.Refused> unlessInItsLife(VerifiedMessage message) {
    Instant now = parts.clock().instant();
    if (!now.isBefore(message.expiresAt())) {
      return refused(Refusal.EXPIRED, "the message's life is over");
    }
    if (message.sentAt().isAfter(now.plus(NationalContract.SKEW))) {
      return refused(Refusal.NOT_PLAUSIBLE, "sent in the future");
    }
    return message.expiresAt().isAfter(message.sentAt().plus(NationalContract.LIFE))
        ? refused(
            Refusal.NOT_PLAUSIBLE, "the message's life is longer than " + NationalContract.LIFE)
        : Optional.empty();
  }

  private Reply kept(VerifiedMessage message, byte[] xml, InboundMessage.Work work) {
    Envelope envelope = message.envelope();
    TenantId tenant = tenantOf(envelope);
    Receipt receipt = receipt(envelope, xml);
    InboundMessage inbound =
        new InboundMessage(
            envelope.id(),
            envelope.sender(),
            tenant,
            envelope.kind(),
            message.expiresAt(),
            work,
            xml,
            parts.messages().receipt(tenant, receipt));
    return unlessUnavailable(() -> reply(parts.broker().accept(inbound), receipt));
  }

  private Receipt receipt(Envelope envelope, byte[] xml) {
    return Receipt.of(envelope, xml, parts.clock().instant().truncatedTo(ChronoUnit.MILLIS));
  }

  private static Reply unlessUnavailable(Supplier<Reply> reply) {
    try {
      return reply.get();
    } catch (DatabaseUnavailableException e) {
      return new Reply.Refused(
          Refusal.UNAVAILABLE,
          Objects.requireNonNullElse(e.getMessage(), "the database is away or full"),
          RETRY);
    }
  }

  private static Reply reply(Acceptance acceptance, Receipt expected) {
    return switch (acceptance) {
      case Acceptance.Accepted(byte[] receipt) -> new Reply.Receipted(receipt);
      case Acceptance.Repeated(byte[] first) ->
          isFor(first, expected)
              ? new Reply.Receipted(first)
              : new Reply.Refused(Refusal.MESSAGE_ID_REUSED, "the id came with other content");
      case Acceptance.Refused(Reason reason) ->
          new Reply.Refused(Refusal.valueOf(reason.value()), "its effect was refused");
      case Acceptance.Busy(Duration retryAfter) -> busy(retryAfter);
    };
  }

  /** Whether a receipt of ours was given for the same content as the one we would give now. */
  private static boolean isFor(byte[] first, Receipt expected) {
    return XmlDocuments.parse(first, NationalContract.REPLY)
            instanceof Parsing.Parsed(Document document)
        && document.getDocumentElement().getAttribute("Id").equals(expected.id());
  }

  private Optional<TenantId> findTenant(Envelope envelope) {
    return parts.directory().find(envelope.receiver()).flatMap(Agency::tenant);
  }

  /** Of a message whose receiver was found to be here. */
  private TenantId tenantOf(Envelope envelope) {
    return findTenant(envelope).orElseThrow();
  }

  private static Optional<Reply.Refused> refused(Refusal refusal, String because) {
    return Optional.of(new Reply.Refused(refusal, because));
  }

  /** Exceptions about form name elements and forms, never values. */
  private static String because(IllegalArgumentException e) {
    return Objects.requireNonNullElse(e.getMessage(), "malformed");
  }
}
