package renkei.testagencies.layout;

import java.util.List;
import java.util.stream.Stream;
import renkei.testagencies.vocabulary.ItemCode;

/** A rule across items of one record. */
public sealed interface ItemRule {

  /** All items it names. */
  List<ItemCode> items();

  /** The first is not after the second, where both have a value. */
  record NotAfter(ItemCode from, ItemCode to) implements ItemRule {
    @Override
    public List<ItemCode> items() {
      return List.of(from, to);
    }
  }

  /** The parts add up to the total, where all have a value. */
  record Sum(List<ItemCode> parts, ItemCode total) implements ItemRule {
    @Override
    public List<ItemCode> items() {
      return Stream.concat(parts.stream(), Stream.of(total)).toList();
    }
  }

  /** Exactly one has a value. */
  record OneOf(List<ItemCode> items) implements ItemRule {}
}
