package renkei.testagencies.layout;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import renkei.testagencies.vocabulary.Edition;
import renkei.testagencies.vocabulary.GroupCode;
import renkei.testagencies.vocabulary.InformationCode;
import renkei.testagencies.vocabulary.ItemCode;
import renkei.testagencies.vocabulary.PublishedFile;

/**
 * A published layout (データ標準レイアウト), as far as records are made by it.
 *
 * @param key what tells the records of one person apart
 * @param groups in the order of the file
 * @param items in the order of the file
 * @param rules across the items
 */
public record LayoutFile(
    InformationCode information,
    Edition edition,
    KeyKind key,
    List<LayoutGroup> groups,
    List<LayoutItem> items,
    List<ItemRule> rules) {

  /**
   * Refuses with {@link IllegalArgumentException} what occurs twice, what names a group or an item
   * that is not there, and groups inside themselves.
   */
  public LayoutFile {
    groups = List.copyOf(groups);
    items = List.copyOf(items);
    rules = List.copyOf(rules);
    Map<GroupCode, Optional<GroupCode>> parents = new HashMap<>();
    for (LayoutGroup group : groups) {
      if (parents.put(group.code(), group.parent()) != null) {
        throw new IllegalArgumentException(group.code() + " occurs twice");
      }
    }
    for (LayoutGroup group : groups) {
      requireRoot(group, parents);
    }
    Set<ItemCode> codes = new HashSet<>();
    for (LayoutItem item : items) {
      if (!codes.add(item.code())) {
        throw new IllegalArgumentException(item.code() + " occurs twice");
      }
      if (item.group().filter(group -> !parents.containsKey(group)).isPresent()) {
        throw new IllegalArgumentException(item.code() + " stands in a group that is not there");
      }
    }
    if (rules.stream().anyMatch(rule -> !codes.containsAll(rule.items()))) {
      throw new IllegalArgumentException("a rule names an item that is not there");
    }
  }

  private static void requireRoot(LayoutGroup group, Map<GroupCode, Optional<GroupCode>> parents) {
    Set<GroupCode> way = new HashSet<>();
    Optional<GroupCode> at = Optional.of(group.code());
    while (at.isPresent()) {
      Optional<GroupCode> next = parents.get(at.get());
      if (next == null || !way.add(at.get())) {
        throw new IllegalArgumentException(group.code() + " does not lead to the root");
      }
      at = next;
    }
  }

  /**
   * Reads a layout from the class path.
   *
   * @throws IllegalStateException if it is not published
   * @throws IllegalArgumentException if it is not of form 2
   */
  public static LayoutFile published(InformationCode information, Edition edition) {
    String file = "/layouts/form-2/%s/%s.json".formatted(edition.value(), information.value());
    return PublishedFile.read(file, LayoutReader::read);
  }

  /** The items that stand in that group, or in the root. */
  public List<LayoutItem> items(Optional<GroupCode> group) {
    return items.stream().filter(item -> item.group().equals(group)).toList();
  }

  /** The groups right inside that group, or the root. */
  public List<LayoutGroup> groups(Optional<GroupCode> parent) {
    return groups.stream().filter(group -> group.parent().equals(parent)).toList();
  }
}
