package renkei.gateway.contract;

import java.time.Instant;
import renkei.broker.message.Envelope;
import renkei.broker.message.MessageKind;
import renkei.codebook.AgencyCode;
import renkei.codebook.Environment;
import renkei.codebook.MessageId;
import renkei.gateway.wording.Forms;

/** What every message carries first. */
record Header(
    MessageId message,
    AgencyCode sender,
    AgencyCode receiver,
    Environment environment,
    Instant sentAt,
    Instant expiresAt) {

  /** Reads it; what a later version adds here concerns the whole message. */
  static Header read(ElementReader message) {
    ElementReader header = message.children("Header");
    Header read =
        new Header(
            new MessageId(header.uuid("MessageId")),
            header.value("Sender", Forms.AGENCY),
            header.value("Receiver", Forms.AGENCY),
            header.word("Environment", Environment.class),
            header.time("SentAt"),
            header.time("ExpiresAt"));
    Additions.ofMessage(header);
    header.end();
    return read;
  }

  Envelope envelope(MessageKind kind) {
    return new Envelope(message, sender, receiver, kind);
  }

  void write(ElementWriter message) {
    message
        .child("Header")
        .text("MessageId", this.message.value())
        .text("Sender", sender.value())
        .text("Receiver", receiver.value())
        .text("Environment", environment)
        .text("SentAt", sentAt)
        .text("ExpiresAt", expiresAt);
  }
}
