package renkei.broker.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import renkei.broker.Direction;
import renkei.broker.Pointer;
import renkei.broker.PointerQueues;
import renkei.broker.QueueKey;
import renkei.broker.message.MessageKind;
import renkei.codebook.AgencyCode;
import renkei.codebook.Lane;
import renkei.codebook.MessageId;
import renkei.codebook.TenantId;
import renkei.codebook.database.BlindIndex;

/**
 * The way out: a message is a row first, written in the transaction of what it tells about, and
 * leaves after the commit. Thread-safe.
 */
public final class Outbox {

  private final MessageRows rows;
  private final PointerQueues queues;
  private final DirectSend direct;
  private final Clock clock;
  private final RandomGenerator random;

  Outbox(
      MessageRows rows,
      PointerQueues queues,
      DirectSend direct,
      Clock clock,
      RandomGenerator random) {
    this.rows = rows;
    this.queues = queues;
    this.direct = direct;
    this.clock = clock;
    this.random = random;
  }

  /** The row of a message to be written; its id is new. */
  public Pointer pointer(TenantId tenant, Lane lane, MessageKind kind, AgencyCode receiver) {
    return new Pointer(
        new QueueKey(tenant, Direction.OUT, lane), kind, receiver, MessageId.random(clock, random));
  }

  /** Sends a message through its queue. */
  public void send(UnitOfWork work, OutboundMessage message, Instant now) {
    rows.insert(work, message, now, now);
    work.afterCommit(() -> queues.send(message.stored().pointer(), Duration.ZERO));
  }

  /** Sends a message straight after the commit while there is room, else through its queue. */
  public void sendDirectly(UnitOfWork work, OutboundMessage message, Instant now) {
    rows.insert(work, message, leaving(work, message, now), now);
  }

  /**
   * Sends a message as {@link #sendDirectly} does, and ends the message that it replies to, in one
   * round trip with the case's own rows.
   *
   * @return false if not all of the case's rows are new: the message was replied to before, in part
   *     at least, and what was written must be rolled back
   */
  public boolean reply(
      UnitOfWork work, ReplyStatement reply, OutboundMessage message, Instant now) {
    return rows.reply(work, reply, message, leaving(work, message, now), now);
  }

  /**
   * Waiting messages of before say by indexes from now on what they are about.
   *
   * @param about the index of each id that stood in clear
   */
  public void carryOver(UnitOfWork work, Map<UUID, BlindIndex> about) {
    rows.carryOver(work, about);
  }

  /** Sees to it that a message leaves; returns when others may take it from its row. */
  private Instant leaving(UnitOfWork work, OutboundMessage message, Instant now) {
    Pointer pointer = message.stored().pointer();
    Optional<DirectSend.Seat> reserved = direct.reserve(pointer.queue());
    if (reserved.isEmpty()) {
      work.afterCommit(() -> queues.send(pointer, Duration.ZERO));
      return now;
    }
    DirectSend.Seat seat = reserved.get();
    work.afterRollback(seat::giveBack);
    work.afterCommit(() -> seat.leave(pointer, MessageRows.Row.of(message)));
    return now.plus(DirectSend.LEASE);
  }
}
