package renkei.tenantstore;

import java.util.Arrays;
import java.util.function.Consumer;
import renkei.codebook.database.ColumnKeys;
import renkei.signing.BlindIndexKey;
import renkei.signing.DataKey;
import renkei.signing.SigningIdentity;

/**
 * The keys of one tenant, kept outside the database.
 *
 * @param identity signs in the tenant's name, tree heads among others
 * @param columns encrypt the tenant's rows, and make them findable
 */
public record TenantKeys(SigningIdentity identity, ColumnKeys columns) {

  /**
   * @param data encrypts the tenant's rows
   * @param index makes them findable without decrypting
   */
  public TenantKeys(SigningIdentity identity, DataKey data, BlindIndexKey index) {
    this(identity, new ColumnKeys(data, index));
  }

  /** The same keys; this one is told of every value that does not open, and of what it is one. */
  public TenantKeys telling(Consumer<String> who) {
    return new TenantKeys(identity, columns.telling(who));
  }

  /**
   * Whether what was encrypted and indexed under other keys opens and is found under these: whether
   * they may replace them. Signatures do not matter: each carries its certificate.
   */
  public boolean opensWhatWasKeptUnder(TenantKeys others) {
    byte[] probe = {1};
    return columns.data().decrypt(others.columns().data().encrypt(probe, probe), probe).isPresent()
        && Arrays.equals(columns.index().index("probe"), others.columns().index().index("probe"));
  }

  /** Hides the keys. */
  @Override
  public String toString() {
    return "TenantKeys[****]";
  }
}
