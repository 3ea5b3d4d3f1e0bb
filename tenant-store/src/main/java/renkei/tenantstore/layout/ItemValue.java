package renkei.tenantstore.layout;

import java.util.Optional;
import renkei.codebook.ItemCode;

/**
 * The value of one item of one person, or the reason why there is none.
 *
 * @param value empty exactly if there is a reason
 * @param standard the value in the characters that all bodies share (行政事務標準文字), where it stands
 *     beside the body's own form
 * @param absence why there is no value; empty if there is one
 */
public record ItemValue(
    ItemCode code, String value, Optional<String> standard, Optional<Absence> absence) {

  /** Throws {@link IllegalArgumentException} unless there is either a value or a reason. */
  public ItemValue {
    if (value.isEmpty() == absence.isEmpty() || (absence.isPresent() && standard.isPresent())) {
      throw new IllegalArgumentException(code + " has either a value or a reason for none");
    }
  }

  /** A value in its one form. */
  public ItemValue(ItemCode code, String value) {
    this(code, value, Optional.empty(), Optional.empty());
  }

  /** No value, for a reason. */
  public static ItemValue absent(ItemCode code, Absence reason) {
    return new ItemValue(code, "", Optional.empty(), Optional.of(reason));
  }

  /** The same under another item's code. */
  ItemValue as(ItemCode other) {
    return new ItemValue(other, value, standard, absence);
  }

  /** Names the item and hides the value. */
  @Override
  public String toString() {
    return "ItemValue[" + code + ", ****]";
  }
}
