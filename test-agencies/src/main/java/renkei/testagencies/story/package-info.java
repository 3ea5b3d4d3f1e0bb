/**
 * The demonstration: a story in chapters, played over the real doors and counted on three sides.
 */
@NullMarked
package renkei.testagencies.story;

import org.jspecify.annotations.NullMarked;
