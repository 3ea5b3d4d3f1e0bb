package renkei.gateway.contract;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import org.w3c.dom.Element;
import renkei.broker.message.Envelope;
import renkei.codebook.AgencyCode;
import renkei.codebook.MessageId;
import renkei.gateway.wording.Forms;

/**
 * A receipt: its receiver has the message for good.
 *
 * @param id of the receipt's element; one of ours names the content that was received, so that a
 *     receipt for one content cannot be taken for another's
 */
public record Receipt(
    String id, MessageId message, AgencyCode sender, AgencyCode receiver, Instant receivedAt) {

  /**
   * The receipt for a message.
   *
   * @param xml the message's content as its signature covers it
   */
  public static Receipt of(Envelope message, byte[] xml, Instant receivedAt) {
    return new Receipt(
        "r-" + HexFormat.of().formatHex(sha256(xml)),
        message.id(),
        message.sender(),
        message.receiver(),
        receivedAt);
  }

  private static byte[] sha256(byte[] content) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("the JDK has no SHA-256", e);
    }
  }

  /**
   * Reads the element that a receipt's signature covers.
   *
   * @throws IllegalArgumentException if it is no receipt of the contract
   */
  public static Receipt read(Element root) {
    ElementReader receipt = ElementReader.ofRoot(root);
    Receipt read =
        new Receipt(
            root.getAttribute("Id"),
            new MessageId(receipt.uuid("MessageId")),
            receipt.value("Sender", Forms.AGENCY),
            receipt.value("Receiver", Forms.AGENCY),
            receipt.time("ReceivedAt"));
    Spoken.read(receipt);
    Additions.readOver(receipt);
    receipt.end();
    return read;
  }

  /** Writes it, ready to be signed. */
  public Element write() {
    ElementWriter receipt =
        ElementWriter.signedRoot("Receipt", id)
            .text("MessageId", message.value())
            .text("Sender", sender.value())
            .text("Receiver", receiver.value())
            .text("ReceivedAt", receivedAt);
    Spoken.write(receipt);
    return receipt.element();
  }
}
