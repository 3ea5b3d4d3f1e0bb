/** PostgreSQL as every module uses it: one transaction at a time, walled off by tenant. */
@NullMarked
package renkei.codebook.database;

import org.jspecify.annotations.NullMarked;
