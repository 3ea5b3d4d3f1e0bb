/**
 * A witness of what the database holds, kept beside it: it notices that the database is older than
 * what was acknowledged, after a damaged log or a wrong restore. {@link
 * renkei.gateway.witness.DatabaseWitness} is what the gateway starts; {@code docs/decisions/0418}
 * says what it sees and what it does not.
 */
@NullMarked
package renkei.gateway.witness;

import org.jspecify.annotations.NullMarked;
