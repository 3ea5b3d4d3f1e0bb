/**
 * The national side: the door at which the national network (情報提供ネットワークシステム) delivers ({@link
 * renkei.gateway.national.NationalDoor}), and the client that sends ({@link
 * renkei.gateway.national.SoapNetwork}), SOAP 1.2 over mutual TLS. {@code InboundChecks} decides in
 * the order of {@code docs/protocol.md} whether a message is taken, {@code PermitRules} what must
 * agree in a permit, {@code Disposition} what the door does with it, {@code Refusal} what the
 * sender is told. What messages say is read in {@code contract}.
 */
@NullMarked
package renkei.gateway.national;

import org.jspecify.annotations.NullMarked;
