package renkei.testagencies.message;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import renkei.testagencies.vocabulary.ItemCode;

/** What lies sealed inside an answer. Hides what it holds. */
public sealed interface Content {

  /**
   * The items of one replica (副本).
   *
   * @param values by item code, in the order of the layout
   */
  record Items(Map<ItemCode, String> values) implements Content {

    /** Says how many items, and hides them. */
    @Override
    public String toString() {
      return "Items[" + values.size() + "]";
    }
  }

  /** The exchange records (情報提供等記録) of one person at one body. */
  record History(List<Entry> entries) implements Content {

    /** Says how many records, and hides them. */
    @Override
    public String toString() {
      return "History[" + entries.size() + "]";
    }
  }

  /**
   * One exchange record as a citizen sees it.
   *
   * @param at when it was written
   */
  record Entry(ExchangeRecord record, Instant at) {}
}
