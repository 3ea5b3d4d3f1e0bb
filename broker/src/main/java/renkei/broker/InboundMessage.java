package renkei.broker;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import renkei.codebook.AgencyCode;
import renkei.codebook.Lane;
import renkei.codebook.MessageId;
import renkei.codebook.TenantId;

/**
 * A verified message at the national door.
 *
 * @param id its id; together with the sender it names the message
 * @param sender who signed it
 * @param receiver the tenant it is for
 * @param kind its kind
 * @param lane the class of work: the permit's where it carries one, {@code ROUTINE} otherwise
 * @param about names the work of the tenant's own that the message goes on with (a decision or an
 *     answer: the inquiry); if the tenant knows it, the message goes through that work's lane
 *     instead; empty for other kinds
 * @param expiresAt the end of its life; the door has refused it if that has passed
 * @param content what it says, as {@link NationalMessages#read} reads it from {@code xml}; empty
 *     for kinds the broker does not deal with
 * @param xml the signed element, serialized
 * @param receipt the signed receipt to be given once the message is durable
 */
@SuppressWarnings("ArrayRecordComponent")
public record InboundMessage(
    MessageId id,
    AgencyCode sender,
    TenantId receiver,
    MessageKind kind,
    Lane lane,
    Optional<UUID> about,
    Instant expiresAt,
    Optional<Incoming> content,
    byte[] xml,
    byte[] receipt) {

  /** Names id, sender and kind only. */
  @Override
  public String toString() {
    return "InboundMessage[" + id + ", " + sender + ", " + kind + "]";
  }
}
