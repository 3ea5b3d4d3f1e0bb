/**
 * The messages of the national network as the broker sees them, and the two ports they come and go
 * by: what was taken ({@link renkei.broker.message.InboundMessage}, which says one of the {@link
 * renkei.broker.message.Incoming}: a permitted inquiry, a decision, an answer), what is to be sent
 * ({@link renkei.broker.message.InquiryToSend}, {@link renkei.broker.message.AnswerToSend}), and
 * what both carry. A caller begins with {@link renkei.broker.message.NationalMessages}, which makes
 * and reads them, and {@link renkei.broker.message.NationalNetwork}, which sends them; the gateway
 * implements both. What comes in says what a message says, and decides nothing. This is the lowest
 * room of the broker: it knows the codebook and nothing else. What becomes of a message is said in
 * {@code engine}, what one means in {@code inquiry} and {@code provision}.
 */
@NullMarked
package renkei.broker.message;

import org.jspecify.annotations.NullMarked;
