package renkei.testagencies.resident;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import renkei.testagencies.vocabulary.GroupCode;
import renkei.testagencies.vocabulary.ItemCode;

/**
 * The values of one record, or of one instance of a group in it.
 *
 * @param items in the order of the layout; to which it says nothing is left out
 * @param groups the instances inside, those of one group in their order
 */
public record RecordValues(Map<ItemCode, ItemValue> items, List<Instance> groups) {

  /** One instance of a group. */
  public record Instance(GroupCode group, RecordValues values) {}

  /** Keeps copies. */
  public RecordValues {
    items = Collections.unmodifiableMap(new LinkedHashMap<>(items));
    groups = List.copyOf(groups);
  }

  /** The same with another value of one item. */
  RecordValues with(ItemCode item, ItemValue value) {
    Map<ItemCode, ItemValue> changed = new LinkedHashMap<>(items);
    changed.put(item, value);
    return new RecordValues(changed, groups);
  }

  /** The same without one item. */
  RecordValues without(ItemCode item) {
    Map<ItemCode, ItemValue> changed = new LinkedHashMap<>(items);
    changed.remove(item);
    return new RecordValues(changed, groups);
  }

  /** The same without groups. */
  RecordValues alone() {
    return new RecordValues(items, List.of());
  }

  /** The values in the body's own form, without those that are missing for a reason. */
  public Map<ItemCode, String> own() {
    Map<ItemCode, String> own = new LinkedHashMap<>();
    items.forEach(
        (code, value) -> {
          if (value instanceof ItemValue.Given given) {
            own.put(code, given.own());
          }
        });
    return own;
  }

  /** Says how many there are, and hides them. */
  @Override
  public String toString() {
    return "RecordValues[%d items, %d groups]".formatted(items.size(), groups.size());
  }
}
