/**
 * Replicas (副本) of one tenant as they stand, and what may be said of them. A caller begins with
 * {@link renkei.tenantstore.replica.Replicas}, inside a transaction: a {@link
 * renkei.tenantstore.replica.Reading} says what may be answered automatically, and what a flag
 * holds back; of which edition and from which records is decided by {@link
 * renkei.tenantstore.replica.EditionChoice}. {@link renkei.tenantstore.replica.Registrations} says
 * what is loaded in full, and ends a doubt. What comes in is asked for an answer; it knows the
 * layouts and nothing else of the module. How replicas get here is said in {@code load}, how they
 * are kept in {@code postgres}.
 */
@NullMarked
package renkei.tenantstore.replica;

import org.jspecify.annotations.NullMarked;
