/** SOAP 1.2 over mutual TLS: the doors of the world and its client towards any door. */
@NullMarked
package renkei.testagencies.soap;

import org.jspecify.annotations.NullMarked;
