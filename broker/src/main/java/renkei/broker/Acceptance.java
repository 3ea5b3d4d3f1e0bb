package renkei.broker;

import java.time.Duration;
import renkei.broker.message.InboundEffect;
import renkei.codebook.Reason;

/** What the door answers to the sender of a message. */
public sealed interface Acceptance {

  /**
   * The message is durable.
   *
   * @param receipt the receipt that came with it
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Accepted(byte[] receipt) implements Acceptance {}

  /**
   * The same sender sent a message of this id before; nothing more happens.
   *
   * @param receipt the first receipt, byte for byte
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Repeated(byte[] receipt) implements Acceptance {}

  /**
   * What the message was to do at the door must not be done; nothing was kept.
   *
   * @param reason as the {@link InboundEffect} gave it
   */
  record Refused(Reason reason) implements Acceptance {}

  /**
   * Too much work of its lane is waiting; nothing was kept.
   *
   * @param retryAfter when to send it again
   */
  record Busy(Duration retryAfter) implements Acceptance {}
}
