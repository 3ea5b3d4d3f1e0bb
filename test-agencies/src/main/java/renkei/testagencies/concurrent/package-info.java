/**
 * How the world runs work side by side: several pieces at once, in the background of a party, and
 * until a thread is interrupted. Knows no word of the network.
 */
@NullMarked
package renkei.testagencies.concurrent;

import org.jspecify.annotations.NullMarked;
