package renkei.tenantstore;

import renkei.codebook.database.ColumnKeys;
import renkei.signing.BlindIndexKey;
import renkei.signing.DataKey;
import renkei.signing.SigningIdentity;

/**
 * The keys of one tenant, kept outside the database.
 *
 * @param identity signs in the tenant's name, tree heads among others
 * @param data encrypts the tenant's rows
 * @param index makes them findable without decrypting
 */
public record TenantKeys(SigningIdentity identity, DataKey data, BlindIndexKey index) {

  /** The keys of the tenant's columns. */
  public ColumnKeys columns() {
    return new ColumnKeys(data, index);
  }

  /** Hides the keys. */
  @Override
  public String toString() {
    return "TenantKeys[****]";
  }
}
