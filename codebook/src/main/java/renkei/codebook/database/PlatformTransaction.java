package renkei.codebook.database;

import org.jdbi.v3.core.Handle;

/**
 * One open transaction that sees no tenant's rows: only tables that belong to no tenant, and views
 * that count. Begun and ended by {@link Database#inPlatform}; not thread-safe.
 */
public record PlatformTransaction(Handle handle) {}
