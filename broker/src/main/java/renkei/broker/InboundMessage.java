package renkei.broker;

import java.time.Instant;
import renkei.codebook.AgencyCode;
import renkei.codebook.MessageId;
import renkei.codebook.TenantId;

/**
 * A verified message at the national door.
 *
 * @param id its id; together with the sender it names the message
 * @param sender who signed it
 * @param receiver the tenant it is for
 * @param kind its kind
 * @param expiresAt the end of its life; the door has refused it if that has passed
 * @param work what is done with it
 * @param xml the signed element, serialized
 * @param receipt the signed receipt to be given once the message is durable
 */
@SuppressWarnings("ArrayRecordComponent")
public record InboundMessage(
    MessageId id,
    AgencyCode sender,
    TenantId receiver,
    MessageKind kind,
    Instant expiresAt,
    InboundWork work,
    byte[] xml,
    byte[] receipt) {

  /** Names id, sender and kind only. */
  @Override
  public String toString() {
    return "InboundMessage[" + id + ", " + sender + ", " + kind + "]";
  }
}
