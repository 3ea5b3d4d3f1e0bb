package renkei.codebook.permission;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import renkei.codebook.InformationCode;
import renkei.codebook.ItemChoice;
import renkei.codebook.ItemCode;

/**
 * Choices of items as bits: each item that a list names has a place in those of its information.
 */
final class ItemBits {

  /** What a row without a limit covers. */
  private static final long[] ALL = {};

  /** Of what no row with a limit covers: all items there are, or one that no row names. */
  private static final int BEYOND = 0;

  private final Map<InformationCode, Map<ItemCode, Integer>> places = new HashMap<>();

  /** What a row covers; names get their places here. */
  long[] covered(InformationCode information, ItemChoice items) {
    return switch (items) {
      case ItemChoice.All() -> ALL;
      case ItemChoice.Some(var some) -> {
        Map<ItemCode, Integer> known = places.computeIfAbsent(information, _ -> new HashMap<>());
        BitSet bits = new BitSet();
        some.forEach(item -> bits.set(known.computeIfAbsent(item, _ -> BEYOND + 1 + known.size())));
        yield bits.toLongArray();
      }
    };
  }

  /** What is wanted. */
  long[] wanted(InformationCode information, ItemChoice items) {
    BitSet bits = new BitSet();
    switch (items) {
      case ItemChoice.All() -> bits.set(BEYOND);
      case ItemChoice.Some(var some) -> {
        Map<ItemCode, Integer> known = places.getOrDefault(information, Map.of());
        some.forEach(item -> bits.set(known.getOrDefault(item, BEYOND)));
      }
    }
    return bits.toLongArray();
  }

  /** Whether a row covers all that is wanted. */
  static boolean covers(long[] covered, long[] wanted) {
    if (covered.length == 0) {
      return true;
    }
    for (int word = 0; word < wanted.length; word++) {
      long there = word < covered.length ? covered[word] : 0;
      if ((wanted[word] & ~there) != 0) {
        return false;
      }
    }
    return true;
  }
}
