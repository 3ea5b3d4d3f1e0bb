package renkei.codebook.database;

import java.util.function.Consumer;
import renkei.signing.BlindIndexKey;
import renkei.signing.DataKey;

/**
 * The keys under which the columns of one tenant's rows are stored, and which are not in the
 * database.
 *
 * @param data encrypts values
 * @param index makes them findable without decrypting
 * @param unopened is told of every value that does not open, by what it is a value of (a column or
 *     a table, never a person): somebody changed or moved it, or the key is another one
 */
public record ColumnKeys(DataKey data, BlindIndexKey index, Consumer<String> unopened) {

  /** Keys that tell nobody. */
  public ColumnKeys(DataKey data, BlindIndexKey index) {
    this(data, index, _ -> {});
  }

  /** The same keys, which tell this one. */
  public ColumnKeys telling(Consumer<String> who) {
    return new ColumnKeys(data, index, who);
  }

  /** Hides the keys. */
  @Override
  public String toString() {
    return "ColumnKeys[****]";
  }
}
