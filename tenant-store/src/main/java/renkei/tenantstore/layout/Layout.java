package renkei.tenantstore.layout;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import renkei.codebook.Edition;
import renkei.codebook.InformationCode;
import renkei.codebook.ItemCode;

/** The items of one information code in one edition (データ標準レイアウト). */
public record Layout(
    InformationCode information,
    Edition edition,
    String nameJa,
    String nameEn,
    List<LayoutItem> items) {

  /** Throws {@link IllegalArgumentException} if there is no item or one occurs twice. */
  public Layout {
    items = List.copyOf(items);
    if (items.isEmpty()) {
      throw new IllegalArgumentException("the layout of " + information + " has no items");
    }
    Set<ItemCode> seen = new HashSet<>();
    for (LayoutItem item : items) {
      if (!seen.add(item.code())) {
        throw new IllegalArgumentException(item.code() + " occurs twice in " + information);
      }
    }
  }
}
