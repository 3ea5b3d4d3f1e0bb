/**
 * What all local doors share, whatever their syntax: who calls and what they may ({@link
 * renkei.gateway.local.Callers}), how much one municipality may have under way ({@link
 * renkei.gateway.local.TenantBulkhead}), and requests that become calls of the broker and the
 * stores ({@link renkei.gateway.local.LocalRequests}). What is not served is a {@link
 * renkei.gateway.local.RefusedException} with its {@link renkei.gateway.local.RequestError}, from
 * which a door makes an answer in its own syntax. It knows no door: {@code rest} lies below it, and
 * the others will stand beside {@code rest}.
 */
@NullMarked
package renkei.gateway.local;

import org.jspecify.annotations.NullMarked;
