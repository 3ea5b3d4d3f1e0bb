/** The form of log lines. */
@NullMarked
package renkei.gateway.logging;

import org.jspecify.annotations.NullMarked;
