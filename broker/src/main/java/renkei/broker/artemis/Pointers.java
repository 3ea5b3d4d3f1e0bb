package renkei.broker.artemis;

import java.util.UUID;
import org.apache.activemq.artemis.api.core.ActiveMQBuffer;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import renkei.broker.Pointer;
import renkei.broker.QueueKey;
import renkei.broker.message.MessageKind;
import renkei.codebook.AgencyCode;
import renkei.codebook.MessageId;

/** The wire form of a pointer: what the queue's name does not say already. */
final class Pointers {

  private Pointers() {}

  static void write(Pointer pointer, ClientMessage message) {
    UUID id = pointer.message().value();
    ActiveMQBuffer body = message.getBodyBuffer();
    body.writeLong(id.getMostSignificantBits());
    body.writeLong(id.getLeastSignificantBits());
    body.writeString(pointer.peer().value());
    body.writeString(pointer.kind().name());
    body.writeBoolean(pointer.kind().begins());
  }

  /** Throws an unchecked exception if the message was not written by {@link #write}. */
  static Pointer read(QueueKey queue, ClientMessage message) {
    ActiveMQBuffer body = message.getBodyBuffer();
    UUID id = new UUID(body.readLong(), body.readLong());
    AgencyCode peer = new AgencyCode(body.readString());
    MessageKind kind = new MessageKind(body.readString(), body.readBoolean());
    return new Pointer(queue, kind, peer, new MessageId(id));
  }
}
