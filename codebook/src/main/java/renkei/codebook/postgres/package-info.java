/** The code vault and the permission list, kept in PostgreSQL. */
@NullMarked
package renkei.codebook.postgres;

import org.jspecify.annotations.NullMarked;
