package renkei.codebook.postgres;

import java.time.Clock;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import renkei.codebook.AgencyCode;
import renkei.codebook.TenantId;
import renkei.codebook.database.ColumnKeys;
import renkei.codebook.database.Database;
import renkei.codebook.database.SealedColumns;
import renkei.codebook.database.TenantTransaction;
import renkei.codebook.directory.AgencyDirectory;
import renkei.codebook.permission.Permissions;
import renkei.codebook.vault.CodeVault;
import renkei.codebook.vault.CodeVaults;

/** The codebook kept in PostgreSQL. What it returns is thread-safe. */
public final class PostgresCodebook {

  private PostgresCodebook() {}

  /**
   * The vaults of all tenants.
   *
   * @param directory says which agency a tenant is, the holder of its codes
   * @param keys the keys of a tenant, asked for once a transaction; never empty
   * @param random draws serial numbers, which must not be guessable: a {@link
   *     java.security.SecureRandom}
   */
  public static CodeVaults codeVaults(
      AgencyDirectory directory,
      Function<TenantId, ColumnKeys> keys,
      Clock clock,
      RandomGenerator random) {
    return tx -> vault(tx, holder(directory, tx.tenant()), keys.apply(tx.tenant()), clock, random);
  }

  private static AgencyCode holder(AgencyDirectory directory, TenantId tenant) {
    return directory
        .find(tenant)
        .orElseThrow(() -> new IllegalStateException("no agency for tenant " + tenant))
        .code();
  }

  private static CodeVault vault(
      TenantTransaction tx,
      AgencyCode holder,
      ColumnKeys keys,
      Clock clock,
      RandomGenerator random) {
    SealedColumns columns = new SealedColumns(tx.tenant(), keys);
    AddresseeRows addressees = new AddresseeRows(tx.handle(), columns);
    return new PostgresCodeVault(
        holder,
        new CodeRequests(addressees, columns, clock, random),
        new CodeBindings(
            addressees,
            new PersonCodeRows(tx.handle(), columns),
            new RegistrationCaseRows(tx.handle()),
            columns,
            clock,
            random));
  }

  /**
   * The platform's copy of the permission list, read now and looked after until closed.
   *
   * @throws renkei.codebook.database.DatabaseUnavailableException if it cannot be read
   */
  public static Permissions permissions(Database database, AgencyDirectory directory, Clock clock) {
    return new PostgresPermissions(database, directory, clock);
  }
}
