package renkei.broker.engine;

import java.util.Optional;
import renkei.broker.Pointer;
import renkei.broker.QueueKey;
import renkei.broker.message.MessageKind;
import renkei.codebook.AgencyCode;
import renkei.codebook.Lane;
import renkei.codebook.MessageId;
import renkei.codebook.database.BlindIndex;

/**
 * A message that has a row: what it is, beside its bytes and never dug out of them again.
 *
 * @param pointer its row: tenant, direction, lane, kind, the other party, id
 * @param about what it is about, as the case that sent it put it and finds it again by; empty where
 *     a case needs none, and for messages that came in
 */
public record StoredMessage(Pointer pointer, Optional<BlindIndex> about) {

  /** A message that came in. */
  static StoredMessage in(Pointer pointer) {
    return new StoredMessage(pointer, Optional.empty());
  }

  /** The queue it goes through. */
  public QueueKey queue() {
    return pointer.queue();
  }

  /** The class of work. */
  public Lane lane() {
    return queue().lane();
  }

  /** Its kind. */
  public MessageKind kind() {
    return pointer.kind();
  }

  /** The other party: sender or receiver. */
  public AgencyCode peer() {
    return pointer.peer();
  }

  /** Its id; together with its sender it names the message. */
  public MessageId id() {
    return pointer.message();
  }
}
