package renkei.broker.message;

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
    Work work,
    byte[] xml,
    byte[] receipt) {

  /** What is done with a message that the door has verified: exactly one of two. */
  public sealed interface Work {

    /** The class of work it takes its room from. */
    Lane lane();
  }

  /**
   * A case of the broker processes it: at once if there is room, else from its queue.
   *
   * @param lane the permit's where the message carries one, {@code ROUTINE} otherwise
   * @param about names the work of the tenant's own that the message goes on with (a decision or an
   *     answer: the inquiry); if the tenant knows it, the message goes through that work's lane
   *     instead; empty for other kinds
   * @param content what it says, as {@link NationalMessages#read} reads it from the message
   */
  public record ByCase(Lane lane, Optional<UUID> about, Incoming content) implements Work {}

  /** The door's effect is applied in the transaction that makes the message durable. */
  public record ByDoor(Lane lane, InboundEffect effect) implements Work {}

  /** Names id, sender and kind only. */
  @Override
  public String toString() {
    return "InboundMessage[" + id + ", " + sender + ", " + kind + "]";
  }
}
