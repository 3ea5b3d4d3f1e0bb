package renkei.gateway.soap;

import java.time.Instant;
import java.util.HexFormat;
import org.w3c.dom.Element;
import renkei.codebook.AgencyCode;
import renkei.codebook.MessageId;

/**
 * A receipt: its receiver has the message for good.
 *
 * @param id of the receipt's element; one of ours names the content that was received, so that a
 *     receipt for one content cannot be taken for another's
 */
record ReceiptXml(
    String id, MessageId message, AgencyCode sender, AgencyCode receiver, Instant receivedAt) {

  /** The id of the receipt for content with this SHA-256 digest. */
  static String idFor(byte[] contentDigest) {
    return "r-" + HexFormat.of().formatHex(contentDigest);
  }

  static ReceiptXml read(Element root) {
    Children receipt = Children.ofRoot(root);
    ReceiptXml read =
        new ReceiptXml(
            root.getAttribute("Id"),
            new MessageId(receipt.uuid("MessageId")),
            new AgencyCode(receipt.text("Sender")),
            new AgencyCode(receipt.text("Receiver")),
            receipt.time("ReceivedAt"));
    receipt.end();
    return read;
  }

  Element write() {
    return Tree.signedRoot("Receipt", id)
        .text("MessageId", message.value())
        .text("Sender", sender.value())
        .text("Receiver", receiver.value())
        .text("ReceivedAt", receivedAt)
        .element();
  }
}
