package renkei.codebook.database;

import renkei.signing.BlindIndexKey;
import renkei.signing.DataKey;

/**
 * The keys under which the columns of one tenant's rows are stored, and which are not in the
 * database.
 *
 * @param data encrypts values
 * @param index makes them findable without decrypting
 */
public record ColumnKeys(DataKey data, BlindIndexKey index) {

  /** Hides the keys. */
  @Override
  public String toString() {
    return "ColumnKeys[****]";
  }
}
