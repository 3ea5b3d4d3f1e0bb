/**
 * Inquiries and provisions as state machines over rows, and the queues that hurry them along.
 *
 * <p>This room holds the API ({@link renkei.broker.Broker}), the ports through which the broker
 * asks for what it does not own ({@link renkei.broker.BrokerPorts}: own data, ledger, results,
 * messages, network; {@link renkei.broker.PointerQueues}, {@link renkei.broker.Throttle}), and the
 * words in which both speak. From here:
 *
 * <ul>
 *   <li>{@code message}: what comes and goes over the national network; the lowest room
 *   <li>{@code assembly}: the broker itself, put together; what an earlier version kept is carried
 *       over there when it starts
 *   <li>{@code engine}: moves messages and knows no case: durable rows, inline and queued
 *       processing, retries, sending, refill, expiry, metrics. Who decides a retry: {@code
 *       InboundProcessor}, {@code OutboundSender}; after what pause: {@code Backoff}
 *   <li>{@code inquiry}: what a tenant asks. Who refuses ({@code REFUSED}): {@code InquiryIntake}
 *       by the tenant's copy of the permission list, {@code DecisionHandler} for the core, {@code
 *       AnswerHandler} for the provider; the latter two also drop what does not match
 *   <li>{@code provision}: what a tenant is asked. Who drops, without an answer, what is not the
 *       core's to send: {@code ProvisionHandler}; who answers {@code REFUSED} or {@code EXPIRED}:
 *       {@code AnswerDecision}, which asks the tenant's data for everything else, a hold (自動応答不可)
 *       included; who has an answer recorded, sealed and sent: {@code AnswerSender}; who ends a
 *       hold: {@code HoldHandler}, and a refusal by staff is {@code WITHHELD}
 *   <li>{@code bulk}: when bulk work may begin
 *   <li>{@code artemis}, {@code hazelcast}: adapters of queues and throttle
 * </ul>
 *
 * <p>The gateway implements the other ports: own data, ledger and results in its room {@code
 * tenant} (whether a flag holds an answer: {@code TenantAnswers}), messages in {@code contract}
 * (what is sealed and signed: {@code SignedMessages}), the network in {@code national}.
 *
 * <p>Arrows run from assembly to cases and bulk, from those to the engine, from everything to this
 * room, and from this room to {@code message} alone; cases do not see each other.
 */
@NullMarked
package renkei.broker;

import org.jspecify.annotations.NullMarked;
