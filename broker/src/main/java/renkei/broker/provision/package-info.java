/**
 * Provisions of the tenants (情報提供). {@link renkei.broker.provision.ProvisionHandler} drops, without
 * an answer, what is not the core's to ask, and keeps what is held; {@link
 * renkei.broker.provision.AnswerDecision} decides {@code REFUSED} and {@code EXPIRED} and asks the
 * tenant's data ({@link renkei.broker.AnswerSource}) for the rest, a hold (自動応答不可) included; {@link
 * renkei.broker.provision.AnswerSender} has it recorded, sealed and sent, {@link
 * renkei.broker.provision.HoldHandler} ends what staff were asked about. {@link
 * renkei.broker.provision.ProvisionRows} owns the table {@code provision}, {@link
 * renkei.broker.provision.ProvisionsOfBefore} what an earlier version kept. The engine comes in
 * through {@link renkei.broker.provision.ProvisionCase}.
 */
@NullMarked
package renkei.broker.provision;

import org.jspecify.annotations.NullMarked;
