/**
 * A closed loop of provisions for measurements, what was measured in a window of it, and what bare
 * signing costs beside it. Loads of the demonstration are in {@code story}.
 */
@NullMarked
package renkei.testagencies.load;

import org.jspecify.annotations.NullMarked;
