package renkei.testagencies.message;

import java.util.List;
import renkei.testagencies.vocabulary.ItemCode;

/**
 * What is asked, apart from the person and the bodies; a permit repeats that of the inquiry.
 *
 * @param matter what, and under which procedure
 * @param items which items of it; none for all
 * @param terms on what terms
 */
public record Wish(Matter matter, List<ItemCode> items, Terms terms) {

  /** Keeps a copy. */
  public Wish {
    items = List.copyOf(items);
  }

  /** All of what holds now. */
  public static Wish plain(Matter matter) {
    return new Wish(matter, List.of(), Terms.PLAIN);
  }
}
