/** The platform as the world sees it: a process that is started, killed, measured and stopped. */
@NullMarked
package renkei.testagencies.platform;

import org.jspecify.annotations.NullMarked;
