/**
 * Backend systems (既存システム) and staff of municipalities: callers of the local REST door, each inside
 * its own tenant. What comes in speaks the published OpenAPI and nothing national.
 */
@NullMarked
package renkei.testagencies.municipality;

import org.jspecify.annotations.NullMarked;
