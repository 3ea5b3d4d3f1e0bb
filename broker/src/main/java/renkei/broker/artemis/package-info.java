/** The queues of Apache ActiveMQ Artemis, embedded or at a place of their own. */
@NullMarked
package renkei.broker.artemis;

import org.jspecify.annotations.NullMarked;
