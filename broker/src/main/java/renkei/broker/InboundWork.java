package renkei.broker;

import java.util.Optional;
import java.util.UUID;
import renkei.codebook.Lane;

/** What is done with a message that the door has verified: exactly one of two. */
public sealed interface InboundWork {

  /** The class of work it takes its room from. */
  Lane lane();

  /**
   * A case of the broker processes it: at once if there is room, else from its queue.
   *
   * @param lane the permit's where the message carries one, {@code ROUTINE} otherwise
   * @param about names the work of the tenant's own that the message goes on with (a decision or an
   *     answer: the inquiry); if the tenant knows it, the message goes through that work's lane
   *     instead; empty for other kinds
   * @param content what it says, as {@link NationalMessages#read} reads it from the message
   */
  record ByCase(Lane lane, Optional<UUID> about, Incoming content) implements InboundWork {}

  /** The door's effect is applied in the transaction that makes the message durable. */
  record ByDoor(Lane lane, InboundEffect effect) implements InboundWork {}
}
