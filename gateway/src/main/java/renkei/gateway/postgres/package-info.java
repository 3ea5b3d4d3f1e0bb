/** PostgreSQL as a process of our own. */
@NullMarked
package renkei.gateway.postgres;

import org.jspecify.annotations.NullMarked;
