/**
 * How long work says how far it is: one live bar with rate and end time on a terminal, a line every
 * ten seconds elsewhere. Knows no word of the network.
 */
@NullMarked
package renkei.testagencies.progress;

import org.jspecify.annotations.NullMarked;
