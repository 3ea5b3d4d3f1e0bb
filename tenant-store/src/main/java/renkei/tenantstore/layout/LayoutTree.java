package renkei.tenantstore.layout;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import renkei.codebook.ItemCode;

/**
 * One level of a layout made ready to walk records along it: the record itself, or a group.
 *
 * @param group empty for the record itself
 * @param items of this level, in their order
 * @param below the groups of this level, in their order
 * @param rules whose deepest item is of this level
 */
record LayoutTree(
    Optional<Group> group,
    Map<ItemCode, LayoutItem> items,
    Map<GroupCode, LayoutTree> below,
    List<CrossItemRule> rules) {

  static LayoutTree of(Layout layout) {
    return level(layout, Optional.empty(), deepest(layout));
  }

  private static LayoutTree level(
      Layout layout, Optional<Group> group, Map<Optional<GroupCode>, List<CrossItemRule>> rules) {
    Optional<GroupCode> code = group.map(Group::code);
    Map<ItemCode, LayoutItem> items = new LinkedHashMap<>();
    layout.items().stream()
        .filter(item -> item.group().equals(code))
        .forEach(item -> items.put(item.code(), item));
    Map<GroupCode, LayoutTree> below = new LinkedHashMap<>();
    layout.groups().stream()
        .filter(inside -> inside.parent().equals(code))
        .forEach(inside -> below.put(inside.code(), level(layout, Optional.of(inside), rules)));
    return new LayoutTree(group, items, below, rules.getOrDefault(code, List.of()));
  }

  private static Map<Optional<GroupCode>, List<CrossItemRule>> deepest(Layout layout) {
    Map<Optional<GroupCode>, List<CrossItemRule>> rules = new HashMap<>();
    for (CrossItemRule rule : layout.rules()) {
      Optional<GroupCode> deepest =
          rule.items().stream()
              .map(code -> layout.item(code).orElseThrow().group())
              .reduce((one, other) -> depth(layout, one) < depth(layout, other) ? other : one)
              .orElseThrow();
      rules.computeIfAbsent(deepest, _ -> new ArrayList<>()).add(rule);
    }
    return rules;
  }

  private static int depth(Layout layout, Optional<GroupCode> group) {
    return group
        .map(code -> 1 + depth(layout, layout.group(code).orElseThrow().parent()))
        .orElse(0);
  }
}
