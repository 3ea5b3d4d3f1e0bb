/**
 * What parts of the platform cost by themselves: records of replicas loaded, found and read,
 * decisions by the permission list. The verbs that begin these measurements stand in the root,
 * which joins stores; {@link renkei.gateway.bench.BenchFigures} is how they tell what they found.
 */
@NullMarked
package renkei.gateway.bench;

import org.jspecify.annotations.NullMarked;
