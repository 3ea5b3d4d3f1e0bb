/**
 * Puts the broker together: {@link renkei.broker.assembly.OutboxBroker} is what the gateway starts,
 * {@link renkei.broker.assembly.Wiring} the one place that knows engine, cases and bulk at once.
 */
@NullMarked
package renkei.broker.assembly;

import org.jspecify.annotations.NullMarked;
