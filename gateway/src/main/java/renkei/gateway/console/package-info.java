/** The operators' door: console and metrics. Counts and states only, never content. */
@NullMarked
package renkei.gateway.console;

import org.jspecify.annotations.NullMarked;
