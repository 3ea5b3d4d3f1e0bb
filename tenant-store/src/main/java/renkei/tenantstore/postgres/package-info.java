/**
 * The tenant store kept in PostgreSQL; {@link renkei.tenantstore.postgres.PostgresTenantStore}
 * makes all of it. Each table has one class, which alone names it in SQL: {@code ReplicaRows},
 * {@code RegistrationRows}, {@code PostgresFlags}, {@code PostgresExchangeRecords}, {@code
 * LeafRows}, {@code TreeRows}, {@code PostgresResults}. A statement over several of them is
 * composed of what their owners hand out. {@code PostgresReplicas} decides whether what is asked
 * for is available, held or not registered; {@code PostgresRecordSealer} grows the hash tree and
 * has its head signed. The tables themselves are in {@code db/migration}, V2xx.
 */
@NullMarked
package renkei.tenantstore.postgres;

import org.jspecify.annotations.NullMarked;
