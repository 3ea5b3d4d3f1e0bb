/**
 * The world outside the platform, and the commands that start it: {@code demo}, {@code world},
 * {@code bench provision}. Knows the platform by its published contracts alone, and none of its
 * classes but those of signing.
 *
 * <p>The rooms below, from the wire upwards:
 *
 * <ul>
 *   <li>{@code vocabulary}, {@code message}: the words and the messages of the national contract,
 *       read and written by code of the world's own
 *   <li>{@code soap}, {@code party}: doors and clients; what every party does alike - verify,
 *       receipt once, send until receipted
 *   <li>{@code core}, {@code agency}: the stand-ins of the core system and the resident network;
 *       the bodies that ask and answer
 *   <li>{@code layout}, {@code resident}: the published layouts, read by code of the world's own;
 *       invented people, their records by any layout, and the lines of their loads, faulty ones
 *       among them
 *   <li>{@code municipality}: backends and staff at the local door
 *   <li>{@code world}: all of these but the municipalities, wired together in one process
 *   <li>{@code platform}, {@code stage}: the platform as a process; the platform with the world
 *       around it and {@code GroundTruth}, what every answer must say
 *   <li>{@code story}, {@code load}: the demonstration with the reconciliation of all sides'
 *       records; load for measurements
 *   <li>{@code concurrent}: how the world runs work side by side
 * </ul>
 */
@NullMarked
package renkei.testagencies;

import org.jspecify.annotations.NullMarked;
