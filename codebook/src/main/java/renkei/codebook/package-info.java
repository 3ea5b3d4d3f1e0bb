/**
 * The words everybody here uses, each a type of its own - codes, ids, outcomes, one exchange. A
 * word belongs here when two modules use it; it knows no driver, no room below and no other module
 * than signing.
 *
 * <p>The rooms below:
 *
 * <ul>
 *   <li>{@code directory}: which public bodies there are, and which of them are tenants
 *   <li>{@code permission}: the permission list, and who may ask whom by it
 *   <li>{@code calendar}: eras, fiscal years, and days of which a part is known; knows nobody
 *   <li>{@code vault}: the API of the code vault, which ties person codes to addressees
 *   <li>{@code database}: how every module reaches PostgreSQL - transactions behind the tenant
 *       wall, named statements, sealed columns
 *   <li>{@code concurrent}: how threads wait, repeat and stop
 *   <li>{@code postgres}: vault and permission list as rows; begins at {@code PostgresCodebook}
 * </ul>
 *
 * <p>Arrows run from {@code postgres} to all others, from {@code permission} to {@code directory}
 * and {@code database}, from {@code vault} to {@code database}, and from everything to this room.
 *
 * <p>Who may ask whom is decided by {@link renkei.codebook.permission.Permissions}, row by row in
 * {@link renkei.codebook.permission.PermissionIndex}; which numbers must never arrive is known to
 * {@link renkei.codebook.ForbiddenNumbers}; whose code belongs to whom is decided by {@code
 * postgres.CodeBindings}.
 */
@NullMarked
package renkei.codebook;

import org.jspecify.annotations.NullMarked;
