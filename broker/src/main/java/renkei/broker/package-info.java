/**
 * Inquiries and provisions as state machines over rows, and the queues that hurry them along.
 *
 * <p>This room holds the API ({@link renkei.broker.Broker}), the ports through which the broker
 * asks for what it does not own ({@link renkei.broker.BrokerPorts}: own data, ledger, results,
 * messages, network; {@link renkei.broker.PointerQueues}, {@link renkei.broker.Throttle}), and the
 * words that all cases share. From here:
 *
 * <ul>
 *   <li>{@code assembly}: the broker itself, put together
 *   <li>{@code engine}: moves messages and knows no case: durable rows, inline and queued
 *       processing, retries, sending, refill, expiry, metrics. Who decides a retry: {@code
 *       InboundProcessor}, {@code OutboundSender}
 *   <li>{@code inquiry}: what a tenant asks. Who decides whether it may: {@code InquiryIntake};
 *       what does not match: {@code DecisionHandler}, {@code AnswerHandler}
 *   <li>{@code provision}: what a tenant is asked. Who refuses: {@code ProvisionHandler}; who
 *       decides answer or hold: {@code AnswerDecision}; who has it sealed and sent: {@code
 *       AnswerSender}; who ends a hold: {@code HoldHandler}
 *   <li>{@code bulk}: when bulk work may begin
 *   <li>{@code artemis}, {@code hazelcast}: adapters of queues and throttle
 * </ul>
 *
 * <p>Arrows run from assembly to cases and bulk, from those to the engine, and from everything to
 * this room; cases do not see each other.
 */
@NullMarked
package renkei.broker;

import org.jspecify.annotations.NullMarked;
