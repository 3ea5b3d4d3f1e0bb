package renkei.testagencies.message;

import java.time.Instant;
import renkei.testagencies.vocabulary.AgencyCode;
import renkei.testagencies.vocabulary.MessageId;

/**
 * The signed word of a receiver that a message is durable with it.
 *
 * @param messageId the message
 * @param sender who sent that message
 * @param receiver who received it and signs this
 * @param receivedAt when
 */
public record Receipt(
    MessageId messageId, AgencyCode sender, AgencyCode receiver, Instant receivedAt) {}
