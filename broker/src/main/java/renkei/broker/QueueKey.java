package renkei.broker;

import java.util.Locale;
import renkei.codebook.Lane;
import renkei.codebook.TenantId;

/**
 * Names one queue: one tenant, one direction, one lane.
 *
 * @param tenant whose messages
 * @param direction which way they go
 * @param lane the class of work
 */
public record QueueKey(TenantId tenant, Direction direction, Lane lane) {

  /** The queue's name at the message broker: {@code renkei.<tenant>.<in|out>.<lane>}. */
  public String queueName() {
    return "renkei."
        + tenant.value()
        + "."
        + direction.name().toLowerCase(Locale.ROOT)
        + "."
        + lane.name().toLowerCase(Locale.ROOT);
  }
}
