/**
 * The whole world outside the platform in one process, wired together behind one server. What parts
 * it is made of is in {@code core}, {@code agency} and {@code party}.
 */
@NullMarked
package renkei.testagencies.world;

import org.jspecify.annotations.NullMarked;
