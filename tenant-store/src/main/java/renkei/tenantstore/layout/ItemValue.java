package renkei.tenantstore.layout;

import renkei.codebook.ItemCode;

/** The value of one item of one person. */
public record ItemValue(ItemCode code, String value) {

  /** Names the item and hides the value. */
  @Override
  public String toString() {
    return "ItemValue[" + code + ", ****]";
  }
}
