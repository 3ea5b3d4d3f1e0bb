/**
 * Persons (操作者・職員) and their acts: who operators and municipal staff are, by which credential each
 * of them is known, what each may do and until when; what they did, as sealed records; and what two
 * of them must decide together. {@link renkei.gateway.staff.Persons} is who there is, {@link
 * renkei.gateway.staff.Acts} what was done, {@link renkei.gateway.staff.Proposals} what waits for a
 * second person. Doors and pages come in from {@code local} and {@code console}; nothing here knows
 * a server.
 */
@NullMarked
package renkei.gateway.staff;

import org.jspecify.annotations.NullMarked;
