package renkei.broker.engine;

import java.time.Instant;

/**
 * A message for the outbox.
 *
 * @param stored what it is; its direction is OUT
 * @param route name of the way to its receiver
 * @param xml the signed message
 * @param expiresAt the end of its life
 */
@SuppressWarnings("ArrayRecordComponent")
public record OutboundMessage(StoredMessage stored, String route, byte[] xml, Instant expiresAt) {

  /** Names the message only. */
  @Override
  public String toString() {
    return "OutboundMessage[" + stored + "]";
  }
}
