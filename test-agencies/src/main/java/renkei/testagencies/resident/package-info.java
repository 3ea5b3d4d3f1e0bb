/**
 * Synthetic residents: clearly invented, the same for the same seed, faults on purpose among them.
 */
@NullMarked
package renkei.testagencies.resident;

import org.jspecify.annotations.NullMarked;
