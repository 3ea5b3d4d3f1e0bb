package renkei.codebook;

import renkei.signing.BlindIndexKey;
import renkei.signing.DataKey;

/**
 * The keys under which one tenant's numbers and codes are stored. They are kept outside the
 * database.
 *
 * @param data encrypts them
 * @param index makes them findable without decrypting
 */
public record VaultKeys(DataKey data, BlindIndexKey index) {

  /** Hides the keys. */
  @Override
  public String toString() {
    return "VaultKeys[****]";
  }
}
