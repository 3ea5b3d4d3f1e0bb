/**
 * What the platform keeps for each tenant: replicas and their layouts, flags, exchange records,
 * results, and the keys all of it is kept under.
 */
@NullMarked
package renkei.tenantstore;

import org.jspecify.annotations.NullMarked;
