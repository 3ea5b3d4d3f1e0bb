/**
 * Moves messages and knows no case. In: {@link renkei.broker.engine.InboundStore} makes a message
 * durable, {@link renkei.broker.engine.InlineProcessing} has it processed at once if there is room,
 * {@link renkei.broker.engine.InboundProcessor} processes it from its queue and decides on retries
 * and burials (after what pause: {@link renkei.broker.engine.Backoff}). Out: {@link
 * renkei.broker.engine.Outbox} writes the row, {@link renkei.broker.engine.DirectSend} or {@link
 * renkei.broker.engine.OutboundSender} transmits it, {@link renkei.broker.engine.DeliveryMarks}
 * ends it. Around them: {@link renkei.broker.engine.Refill} gives back lost pointers, {@link
 * renkei.broker.engine.Housekeeper} expires and purges, {@link renkei.broker.engine.Rounds} has all
 * threads. What messages mean is said by a {@link renkei.broker.engine.MessageCase}; go on to
 * {@code inquiry} and {@code provision}.
 */
@NullMarked
package renkei.broker.engine;

import org.jspecify.annotations.NullMarked;
