package renkei.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import java.util.function.Function;
import renkei.codebook.TenantId;
import renkei.codebook.database.ColumnKeys;

/** Encrypts what rows hold under the tenant's own key, tied to the row it belongs to. */
final class RowCipher {

  private final Function<TenantId, ColumnKeys> keys;

  RowCipher(Function<TenantId, ColumnKeys> keys) {
    this.keys = keys;
  }

  byte[] encrypt(TenantId tenant, String row, byte[] plain) {
    return keys.apply(tenant).data().encrypt(plain, context(tenant, row));
  }

  /**
   * Throws {@link IllegalStateException} if the row was changed, moved, or is under another key.
   */
  byte[] decrypt(TenantId tenant, String row, byte[] box) {
    return open(tenant, row, box)
        .orElseThrow(() -> new IllegalStateException("a row does not open under its tenant's key"));
  }

  /** As {@link #decrypt}; empty where that throws. */
  Optional<byte[]> open(TenantId tenant, String row, byte[] box) {
    return keys.apply(tenant).data().decrypt(box, context(tenant, row));
  }

  /** Makes a value findable without storing it. */
  byte[] index(TenantId tenant, String column, String value) {
    return keys.apply(tenant).index().index(column + '\n' + value);
  }

  private static byte[] context(TenantId tenant, String row) {
    return (tenant.value() + '/' + row).getBytes(UTF_8);
  }
}
