package renkei.broker.engine;

import renkei.broker.message.Incoming;

/**
 * A message that came in and was verified.
 *
 * @param stored what it is
 * @param content what it says
 */
public record Received(StoredMessage stored, Incoming content) {}
