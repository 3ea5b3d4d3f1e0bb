/**
 * SOAP 1.2 over mutual TLS: the doors of the world and its client towards any door. Knows
 * envelopes, receipts and refusals, and no message inside them.
 */
@NullMarked
package renkei.testagencies.soap;

import org.jspecify.annotations.NullMarked;
