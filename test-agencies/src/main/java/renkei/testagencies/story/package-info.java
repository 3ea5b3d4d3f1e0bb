/**
 * The demonstration: a story in chapters, played over the real doors ({@code Story}, {@code
 * Scenes}), under load ({@code BulkRun}, {@code CounterLoad}), and counted on three sides ({@code
 * Reconciliation}).
 */
@NullMarked
package renkei.testagencies.story;

import org.jspecify.annotations.NullMarked;
