/**
 * Provisions of the tenants (情報提供). {@link renkei.broker.provision.ProvisionHandler} refuses what
 * is not the core's to ask, {@link renkei.broker.provision.AnswerDecision} decides what is answered
 * and what is held, {@link renkei.broker.provision.AnswerSender} has it recorded, sealed and sent,
 * {@link renkei.broker.provision.HoldHandler} ends what staff were asked about. {@link
 * renkei.broker.provision.ProvisionRows} owns the table {@code provision}. The engine comes in
 * through {@link renkei.broker.provision.ProvisionCase}.
 */
@NullMarked
package renkei.broker.provision;

import org.jspecify.annotations.NullMarked;
