/** The tenant store, kept in PostgreSQL. */
@NullMarked
package renkei.tenantstore.postgres;

import org.jspecify.annotations.NullMarked;
