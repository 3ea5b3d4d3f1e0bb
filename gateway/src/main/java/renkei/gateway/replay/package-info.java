/**
 * What another permission list would have changed: the decisions that stand in the exchange records
 * of one day, made again. A caller begins with {@link renkei.gateway.replay.Replay}. It reads
 * records and decides; it changes nothing, and what it tells names nobody.
 */
@NullMarked
package renkei.gateway.replay;

import org.jspecify.annotations.NullMarked;
