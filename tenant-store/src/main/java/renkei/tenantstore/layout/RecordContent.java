package renkei.tenantstore.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import renkei.codebook.ItemCode;

/**
 * The values of one record, or of one instance of a group in it.
 *
 * @param items an item that has neither a value nor a reason is left out
 * @param groups the instances of the groups inside, in their order
 */
public record RecordContent(List<ItemValue> items, List<GroupValue> groups) {

  /** Nothing at all. */
  public static final RecordContent EMPTY = new RecordContent(List.of(), List.of());

  /** Keeps copies. */
  public RecordContent {
    items = List.copyOf(items);
    groups = List.copyOf(groups);
  }

  /** The value of an item at this level; empty if it is left out. */
  public Optional<ItemValue> find(ItemCode code) {
    return items.stream().filter(item -> item.code().equals(code)).findFirst();
  }

  /** What is left of these items, at whatever level, and of the groups around them. */
  public RecordContent only(Set<ItemCode> wanted) {
    List<ItemValue> values = new ArrayList<>(items.size());
    for (ItemValue item : items) {
      if (wanted.contains(item.code())) {
        values.add(item);
      }
    }
    List<GroupValue> inside = new ArrayList<>(groups.size());
    for (GroupValue group : groups) {
      RecordContent left = group.content().only(wanted);
      if (!left.items().isEmpty() || !left.groups().isEmpty()) {
        inside.add(new GroupValue(group.code(), left));
      }
    }
    return new RecordContent(values, inside);
  }

  /** The instances of a group at this level, in their order. */
  public Stream<RecordContent> instances(GroupCode code) {
    return groups.stream().filter(group -> group.code().equals(code)).map(GroupValue::content);
  }
}
