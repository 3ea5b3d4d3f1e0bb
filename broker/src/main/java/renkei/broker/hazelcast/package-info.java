/** What gateways share through Hazelcast: a rate limit, and nothing that matters if lost. */
@NullMarked
package renkei.broker.hazelcast;

import org.jspecify.annotations.NullMarked;
