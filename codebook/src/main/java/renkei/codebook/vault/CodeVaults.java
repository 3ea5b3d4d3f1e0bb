package renkei.codebook.vault;

import renkei.codebook.database.TenantTransaction;

/** Opens the vault of the municipality a transaction belongs to. Thread-safe. */
@FunctionalInterface
public interface CodeVaults {

  /** The vault of the transaction's tenant; good until the transaction ends. */
  CodeVault of(TenantTransaction tx);
}
