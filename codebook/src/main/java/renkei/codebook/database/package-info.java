/**
 * PostgreSQL as every module uses it: one transaction at a time, walled off by tenant ({@link
 * renkei.codebook.database.Database}); statements with named parameters and without a mapping layer
 * ({@link renkei.codebook.database.NamedSql}); columns encrypted under the tenant's own keys and
 * found by blind indexes ({@link renkei.codebook.database.SealedColumns}). What comes in is needed
 * by more than one module and knows no table; tables are in the {@code postgres} packages and in
 * the broker.
 */
@NullMarked
package renkei.codebook.database;

import org.jspecify.annotations.NullMarked;
