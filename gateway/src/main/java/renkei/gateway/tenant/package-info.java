/**
 * The tenants' own data, joined to the broker: what the broker asks of a municipality is answered
 * from the tenant store ({@code TenantAnswers}), its exchanges go on record there ({@code
 * TenantLedger}), and results wait there for the local system ({@code TenantShelf}). Nothing else
 * sees both sides.
 */
@NullMarked
package renkei.gateway.tenant;

import org.jspecify.annotations.NullMarked;
