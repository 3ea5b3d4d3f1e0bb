/**
 * The platform as the world sees it: a process that is started, killed, measured and stopped, in a
 * folder of its own. Nothing here calls a door; who does is in {@code municipality}, {@code party}
 * and {@code story}.
 */
@NullMarked
package renkei.testagencies.platform;

import org.jspecify.annotations.NullMarked;
