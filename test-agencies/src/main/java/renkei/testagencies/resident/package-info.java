/**
 * Synthetic residents: clearly invented, the same for the same seed; and the lines of the replica
 * loads that tell of them, with faults on purpose.
 */
@NullMarked
package renkei.testagencies.resident;

import org.jspecify.annotations.NullMarked;
