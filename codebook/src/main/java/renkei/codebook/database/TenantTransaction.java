package renkei.codebook.database;

import org.jdbi.v3.core.Handle;
import renkei.codebook.TenantId;

/**
 * One open transaction that sees the rows of one tenant only (row-level security). Begun and ended
 * by {@link Database#inTenant}; not thread-safe.
 */
public record TenantTransaction(TenantId tenant, Handle handle) {}
