package renkei.broker;

import renkei.broker.message.MessageKind;
import renkei.codebook.AgencyCode;
import renkei.codebook.MessageId;

/**
 * Says which message row to look at, and carries nothing else.
 *
 * @param queue the queue it goes through: tenant, direction, lane
 * @param kind the kind of the message
 * @param peer the other party
 * @param message the message's id
 */
public record Pointer(QueueKey queue, MessageKind kind, AgencyCode peer, MessageId message) {}
