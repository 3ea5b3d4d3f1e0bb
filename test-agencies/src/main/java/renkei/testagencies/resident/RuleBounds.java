package renkei.testagencies.resident;

import java.util.HashMap;
import java.util.Map;
import renkei.testagencies.layout.ItemRule;
import renkei.testagencies.layout.LayoutFile;
import renkei.testagencies.layout.LayoutItem;
import renkei.testagencies.vocabulary.ItemCode;

/**
 * What the rules across items of a layout leave to the single values, so that values made up one by
 * one keep them.
 *
 * @param ranks of all items whose days are compared: days of lower ranks come first
 * @param steps how many ranks there are; 1 if no days are compared
 * @param digits of all items that are parts of a total: how many each may have at most
 */
record RuleBounds(Map<ItemCode, Integer> ranks, int steps, Map<ItemCode, Integer> digits) {

  /** At most 20 parts: so many digits less than the total has fit into it. */
  private static final int DIGITS_OF_TWENTY = 2;

  /**
   * The bounds of a layout.
   *
   * @throws IllegalArgumentException if its rules run in a circle, or compare numbers, which no
   *     published layout does
   */
  static RuleBounds of(LayoutFile layout) {
    Map<ItemCode, Integer> ranks = new HashMap<>();
    Map<ItemCode, Integer> digits = new HashMap<>();
    for (ItemRule rule : layout.rules()) {
      switch (rule) {
        case ItemRule.NotAfter _ ->
            rule.items().forEach(code -> ranks.put(requireDays(item(layout, code)).code(), 0));
        case ItemRule.Sum(var parts, var total) -> {
          int most = Math.max(1, item(layout, total).form().length() - DIGITS_OF_TWENTY);
          parts.forEach(part -> digits.merge(part, most, Math::min));
        }
        case ItemRule.OneOf _ -> {}
      }
    }
    order(layout, ranks);
    int last = ranks.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    return new RuleBounds(Map.copyOf(ranks), last + 1, Map.copyOf(digits));
  }

  private static LayoutItem item(LayoutFile layout, ItemCode code) {
    return layout.items().stream()
        .filter(item -> item.code().equals(code))
        .findFirst()
        .orElseThrow();
  }

  private static LayoutItem requireDays(LayoutItem item) {
    if (!item.type().isCalendar()) {
      throw new IllegalArgumentException(item.code() + " is compared and is no day");
    }
    return item;
  }

  /** Raises ranks until every rule's second item is behind its first. */
  private static void order(LayoutFile layout, Map<ItemCode, Integer> ranks) {
    boolean settled = false;
    for (int round = 0; !settled; round++) {
      if (round > ranks.size()) {
        throw new IllegalArgumentException("the days of a record run in a circle");
      }
      settled = true;
      for (ItemRule rule : layout.rules()) {
        if (rule instanceof ItemRule.NotAfter(ItemCode from, ItemCode to)
            && ranks.getOrDefault(to, 0) <= ranks.getOrDefault(from, 0)) {
          ranks.put(to, ranks.getOrDefault(from, 0) + 1);
          settled = false;
        }
      }
    }
  }

  /** Whether days of an item are compared with those of another. */
  boolean isCompared(ItemCode item) {
    return ranks.containsKey(item);
  }
}
