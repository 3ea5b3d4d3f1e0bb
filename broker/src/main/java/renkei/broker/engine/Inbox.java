package renkei.broker.engine;

import java.util.Optional;
import renkei.broker.Pointer;
import renkei.broker.message.Incoming;
import renkei.broker.message.NationalMessages;

/** Messages that came in and are kept, for cases that come back to them. Thread-safe. */
public final class Inbox {

  private final MessageRows rows;
  private final NationalMessages messages;
  private final ServedAgencies agencies;

  Inbox(MessageRows rows, NationalMessages messages, ServedAgencies agencies) {
    this.rows = rows;
    this.messages = messages;
    this.agencies = agencies;
  }

  /**
   * What a message said.
   *
   * @return empty if there is no such message (any more)
   * @throws IllegalStateException if its row does not open
   */
  public Optional<Incoming> find(UnitOfWork work, Pointer message) {
    return rows.xml(work, message.peer(), message.message())
        .map(xml -> messages.read(agencies.envelope(message), xml));
  }
}
