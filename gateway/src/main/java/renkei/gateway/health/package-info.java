/**
 * What is away, since when and why: the state of every route to another party and of every part
 * that the platform stands on.
 *
 * <p>{@link renkei.gateway.health.Health} is told what happened by whoever uses a route or a part
 * ({@code works}, {@code limps}, {@code fails}), and by {@link renkei.gateway.health.Probes} where
 * nobody does. It tells console, metrics and log. It knows nobody: causes are classes and codes,
 * never content. {@link renkei.gateway.health.KeyFault} is what is wrong with one tenant alone.
 */
@NullMarked
package renkei.gateway.health;

import org.jspecify.annotations.NullMarked;
