/** The whole world outside the platform in one process, wired together. */
@NullMarked
package renkei.testagencies.world;

import org.jspecify.annotations.NullMarked;
