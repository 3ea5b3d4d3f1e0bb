package renkei.codebook;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.SortedSet;
import java.util.TreeSet;

/** Which items (特定個人情報項目) of an information: asked for, or permitted. */
public sealed interface ItemChoice {

  /** Whatever the layout has. */
  record All() implements ItemChoice {}

  /**
   * These and no others.
   *
   * @param items one at least, in the order of their codes
   */
  record Some(SortedSet<ItemCode> items) implements ItemChoice {

    /** Copies the set; throws {@link IllegalArgumentException} if it is empty. */
    public Some {
      if (items.isEmpty()) {
        throw new IllegalArgumentException("a choice of items must name one at least");
      }
      items = sorted(items);
    }

    /** As the other constructor. */
    public Some(Collection<ItemCode> items) {
      this(sorted(items));
    }

    private static SortedSet<ItemCode> sorted(Collection<ItemCode> items) {
      SortedSet<ItemCode> sorted = new TreeSet<>(Comparator.comparing(ItemCode::value));
      sorted.addAll(items);
      return Collections.unmodifiableSortedSet(sorted);
    }
  }
}
