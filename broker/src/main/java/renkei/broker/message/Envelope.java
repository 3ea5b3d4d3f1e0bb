package renkei.broker.message;

import renkei.codebook.AgencyCode;
import renkei.codebook.MessageId;

/**
 * What a message of the national network is. It travels beside the message's bytes, which are never
 * searched for it again.
 *
 * @param id its id; together with the sender it names the message
 * @param sender who signed it
 * @param receiver whom it is for
 * @param kind its kind
 */
public record Envelope(MessageId id, AgencyCode sender, AgencyCode receiver, MessageKind kind) {}
