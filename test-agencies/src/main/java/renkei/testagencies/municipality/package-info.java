/** Backend systems (既存システム) and staff of municipalities: callers of the local REST door. */
@NullMarked
package renkei.testagencies.municipality;

import org.jspecify.annotations.NullMarked;
