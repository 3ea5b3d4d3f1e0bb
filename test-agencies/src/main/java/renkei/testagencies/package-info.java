/**
 * The world outside the platform: the stand-in of the national network, agencies, backends and
 * portal, the demonstration, load, and end-to-end tests. Knows the platform by its published
 * contracts alone.
 */
@NullMarked
package renkei.testagencies;

import org.jspecify.annotations.NullMarked;
