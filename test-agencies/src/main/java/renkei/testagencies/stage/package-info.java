/**
 * A running platform with the world around it, people in it, and what is true of them: what the
 * demonstration, the benches and the end-to-end tests play on. Begins at {@code Stage}; {@code
 * GroundTruth} is the test oracle.
 */
@NullMarked
package renkei.testagencies.stage;

import org.jspecify.annotations.NullMarked;
