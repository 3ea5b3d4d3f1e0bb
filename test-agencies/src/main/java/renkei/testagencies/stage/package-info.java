/** A running platform with the world around it, people in it, and what is true of them. */
@NullMarked
package renkei.testagencies.stage;

import org.jspecify.annotations.NullMarked;
