package renkei.tenantstore.layout;

import java.util.Optional;

/**
 * What the values of an item look like.
 *
 * @param length the greatest number of characters (Unicode code points)
 * @param codes the permitted values, exactly if the type is {@link ItemType#CODE}
 * @param twoForms whether a text may stand beside its form in the characters that all bodies share
 *     (行政事務標準文字); both are kept and given back
 */
public record ItemForm(ItemType type, int length, Optional<CodeList> codes, boolean twoForms) {

  private static final int LONGEST_TEXT = 4000;
  private static final int LONGEST_NUMBER = 18;

  /**
   * Throws {@link IllegalArgumentException} if length, code list or second form do not fit the
   * type.
   */
  public ItemForm {
    int longest = type.length().orElse(type.isNumeric() ? LONGEST_NUMBER : LONGEST_TEXT);
    if (length < 1 || length > longest) {
      throw new IllegalArgumentException("the length of " + type + " is from 1 to " + longest);
    }
    if ((type == ItemType.CODE) != codes.isPresent()) {
      throw new IllegalArgumentException("a code list stands exactly beside the type CODE");
    }
    if (twoForms && type != ItemType.TEXT) {
      throw new IllegalArgumentException("only TEXT has two forms");
    }
  }
}
