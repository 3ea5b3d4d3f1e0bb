/**
 * Synthetic residents and their households: clearly invented, the same for the same seed. Begins at
 * {@code Population} and {@code PeopleFile}; {@code RecordMaker} makes their records by any layout,
 * and {@code ReplicaLines} the lines of the loads that tell of them, with faults on purpose.
 */
@NullMarked
package renkei.testagencies.resident;

import org.jspecify.annotations.NullMarked;
