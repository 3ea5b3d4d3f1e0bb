package renkei.tenantstore.layout;

import java.util.List;
import java.util.stream.Stream;
import renkei.codebook.ItemCode;

/**
 * What must hold between several items of one record. All of them lie on one line of groups: the
 * rule is judged for each instance of the deepest one's group, with the values that stand around
 * it.
 */
public sealed interface CrossItemRule {

  /** The items it speaks of, in the order in which it names them. */
  List<ItemCode> items();

  /**
   * One value is not after another: days, months and years by the days they can be, so that it is
   * broken only if {@code from} must be after {@code to}; numbers by their amount. Says nothing
   * where one of them has no value.
   */
  record NotAfter(ItemCode from, ItemCode to) implements CrossItemRule {
    @Override
    public List<ItemCode> items() {
      return List.of(from, to);
    }
  }

  /** Several numbers make up another. Says nothing where one of them has no value. */
  record Sum(List<ItemCode> parts, ItemCode total) implements CrossItemRule {

    /** Keeps a copy. */
    public Sum {
      parts = List.copyOf(parts);
    }

    @Override
    public List<ItemCode> items() {
      return Stream.concat(parts.stream(), Stream.of(total)).toList();
    }
  }

  /** Exactly one of several items has a value; a reason why there is none is no value. */
  record OneOf(List<ItemCode> items) implements CrossItemRule {

    /** Keeps a copy. */
    public OneOf {
      items = List.copyOf(items);
    }
  }
}
