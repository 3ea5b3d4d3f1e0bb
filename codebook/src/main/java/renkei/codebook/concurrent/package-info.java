/**
 * How threads of this house wait, repeat and stop, each said once: a bounded wait whose
 * interruption counts as waiting in vain ({@link renkei.codebook.concurrent.BoundedWait}, {@link
 * renkei.codebook.concurrent.Permits} for semaphores), the stop signal ({@link
 * renkei.codebook.concurrent.StopSignal}), and the two catch-alls: a loop whose next round comes
 * whatever happened in the last ({@link renkei.codebook.concurrent.Loop}), and one step that must
 * not keep the next from being taken ({@link renkei.codebook.concurrent.Safely}). What comes in
 * knows no domain word, no database and no library but the logger; caches are Caffeine's and rates
 * Bucket4j's.
 */
@NullMarked
package renkei.codebook.concurrent;

import org.jspecify.annotations.NullMarked;
