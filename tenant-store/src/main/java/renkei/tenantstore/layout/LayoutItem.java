package renkei.tenantstore.layout;

import java.util.Map;
import renkei.codebook.ItemCode;

/**
 * One item of a layout.
 *
 * @param length the greatest number of characters (Unicode code points)
 * @param codes for {@link ItemType#CODE} the permitted values and their meaning, else empty
 * @param required whether every record must carry it
 */
public record LayoutItem(
    ItemCode code,
    String nameJa,
    String nameEn,
    ItemType type,
    int length,
    Map<String, String> codes,
    boolean required) {

  /**
   * Throws {@link IllegalArgumentException} if the length or the code list does not fit the type.
   */
  public LayoutItem {
    if (length < 1 || length > 4000) {
      throw new IllegalArgumentException("the length of " + code + " must be from 1 to 4000");
    }
    if ((type == ItemType.CODE) == codes.isEmpty()) {
      throw new IllegalArgumentException(code + " needs a code list exactly if it is of type CODE");
    }
    codes = Map.copyOf(codes);
  }
}
