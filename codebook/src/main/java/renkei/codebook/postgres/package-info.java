/**
 * The code vault and the permission list, kept in PostgreSQL. {@link
 * renkei.codebook.postgres.PostgresCodebook} makes both. Each table has one class, called after it:
 * {@code AddresseeRows}, {@code PersonCodeRows}, {@code RegistrationCaseRows}, {@code
 * PermissionRows}; what is done with their rows is decided in {@code CodeRequests}, {@code
 * CodeBindings} and {@code PostgresPermissions}. The tables themselves are in {@code db/migration},
 * V1xx.
 */
@NullMarked
package renkei.codebook.postgres;

import org.jspecify.annotations.NullMarked;
