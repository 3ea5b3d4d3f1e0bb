package renkei.gateway.national;

/**
 * Why a message was refused; nothing was done. The names go out as {@code Refusal/Code} and into
 * the counter; the texts say what the sender can do and never quote the message.
 */
enum Refusal {
  /** Larger, deeper or with more elements than the contract allows. */
  TOO_LARGE(413, "the message is larger than this door takes"),
  /** The sender took too long. */
  TOO_SLOW(408, "the message did not arrive in time; send it again"),
  /** Not a method or media type of the contract. */
  NOT_A_MESSAGE(415, "send SOAP 1.2 as application/soap+xml, not encoded, by POST"),
  /** Not XML, or XML with a document type declaration, or beyond the bounds. */
  MALFORMED_XML(400, "the message is not well-formed XML within the bounds of the contract"),
  /** Not SOAP 1.2 with one payload. */
  NOT_SOAP(400, "the message is not SOAP 1.2 with one payload element"),
  /** The payload's root is no message this party takes. */
  UNKNOWN_MESSAGE(400, "this door does not take messages of this kind"),
  /** The TLS client may not call here. */
  CALLER_NOT_ALLOWED(403, "the client certificate may not call this door"),
  /** No signature that counts. */
  SIGNATURE_INVALID(400, "the payload carries no signature that counts here"),
  /** Signed by somebody else than the sender it names. */
  SENDER_NOT_SIGNER(400, "the signer is not the sender the header names"),
  /** This sender may not send this kind. */
  SENDER_NOT_ALLOWED(403, "this sender may not send messages of this kind"),
  /** The receiver does not live on this platform. */
  UNKNOWN_RECEIVER(400, "the receiver is not here"),
  /** Its life is over. */
  EXPIRED(400, "the message has expired; compose a new one"),
  /** Its time of sending lies ahead, or its life is longer than allowed. */
  NOT_PLAUSIBLE(400, "the times of the message are not plausible; check the clock"),
  /** An element is missing, unknown or malformed. */
  MALFORMED_MESSAGE(400, "the message does not follow the contract"),
  /** 個人番号 or 住民票コード where an opaque value belongs. */
  FORBIDDEN_NUMBER(400, "the message carries a number that must not be sent here"),
  /** The permit does not fit the message. */
  PERMIT_MISMATCH(400, "the permit does not belong to this message"),
  /** The permit is issued ahead or after its end, or lives longer than a message may. */
  PERMIT_NOT_PLAUSIBLE(400, "the times of the permit are not plausible; issue another"),
  /** The permit's route leads nowhere here. */
  UNKNOWN_ROUTE(400, "the permit names a route that this platform does not know"),
  /** A permission list that is not newer than the one before. */
  LIST_NOT_NEWER(
      409, "a newer permission list was delivered before; deliver one with a greater version"),
  /** A permission list of a version that was delivered with other rows. */
  LIST_CONTRADICTS(
      409, "this version was delivered with other rows; deliver one with a greater version"),
  /** The same id came before with other content. */
  MESSAGE_ID_REUSED(409, "this message id was used for another content; compose a new message"),
  /** Too much work of its lane is waiting. */
  BUSY(503, "too much is waiting; send the message again later"),
  /** Something this platform needs is away. */
  UNAVAILABLE(503, "the platform cannot keep messages now; send the message again later"),
  /** A fault of this platform. */
  FAULT(500, "the platform failed; send the message again later");

  private final int status;
  private final String text;

  Refusal(int status, String text) {
    this.status = status;
    this.text = text;
  }

  /**
   * Whether sending the same message again may help: what SOAP 1.2 calls a fault of the receiver.
   */
  boolean mayPass() {
    return status >= 500 || this == TOO_SLOW;
  }

  /** Whether people have to look at it. */
  boolean isAlarm() {
    return switch (this) {
      case FORBIDDEN_NUMBER,
          PERMIT_MISMATCH,
          PERMIT_NOT_PLAUSIBLE,
          UNKNOWN_ROUTE,
          LIST_NOT_NEWER,
          LIST_CONTRADICTS ->
          true;
      default -> false;
    };
  }

  int status() {
    return status;
  }

  String text() {
    return text;
  }
}
