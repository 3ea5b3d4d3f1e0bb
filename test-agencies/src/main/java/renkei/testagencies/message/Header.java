package renkei.testagencies.message;

import java.time.Instant;
import renkei.testagencies.vocabulary.AgencyCode;
import renkei.testagencies.vocabulary.MessageId;

/**
 * What every message carries first.
 *
 * @param messageId names the message; a repeat inside its life gets the first receipt
 * @param sender who signs it
 * @param receiver who receipts it
 * @param sentAt when it was made
 * @param expiresAt when it stops to count
 */
public record Header(
    MessageId messageId,
    AgencyCode sender,
    AgencyCode receiver,
    Instant sentAt,
    Instant expiresAt) {}
